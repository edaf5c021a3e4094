#pragma once

#include "base/result.h"
#include "http/headers.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>

namespace tucai::http {

struct Request;

/// A file that is open for reading.
class OpenFile {
public:
    /// Fails: FileNotFound; FileUnreadable (a folder, no right). No message holds the path.
    static Result<std::shared_ptr<const OpenFile>> open(const std::string& path);
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile();

    std::uint64_t size_bytes() const { return size_bytes_; }
    /// Fills from `offset` on as much as is there. Fails: FileUnreadable (also where the file ends early).
    Result<> read_at(std::uint64_t offset, std::span<char> bytes) const;

private:
    OpenFile(int descriptor, std::uint64_t size_bytes) : descriptor_(descriptor), size_bytes_(size_bytes) {}

    int descriptor_;
    std::uint64_t size_bytes_;
};

/// A part of a file.
struct FilePart {
    std::shared_ptr<const OpenFile> file;
    std::uint64_t offset = 0;
    std::uint64_t size_bytes = 0;
};

/// A body that is made while it is sent.
struct BodyStream {
    /// The next piece, on a worker; an empty one is the end. An error cuts the connection, so that nobody
    /// takes a half for the whole.
    std::function<Result<std::string>()> next;
    std::optional<std::uint64_t> size_bytes; ///< where it is known; else it is sent in chunks
};

enum class Compress {
    WhenText, ///< texts of more than 1 KB, for those who take gzip
    Never,    ///< where a secret stands beside what a stranger may have chosen (BREACH)
};

/// What a handler answers.
struct Response {
    int status = 200;
    Headers headers;
    std::variant<std::string, FilePart, BodyStream> body;
    /// What stands for this state of the thing, such as a version or a hash: letters, digits and hyphens.
    /// Becomes ETag, and 304 for those who have it.
    std::string etag;
    Compress compress = Compress::WhenText;
    std::string problem; ///< a problem's code, for the log
};

using Handler = std::function<Response(const Request&)>;

Response json_response(int status, const nlohmann::json& value);
Response text_response(int status, std::string text, std::string_view type = "text/plain; charset=utf-8");
/// 204.
Response empty_response();
/// 201 with Location.
Response created_response(const std::string& location, const nlohmann::json& value);
/// A file, or the part of it that is asked for. Fails: as OpenFile::open.
Result<Response> file_response(const std::string& path, std::string_view type);

/// How many bytes the body has; absent where nobody knows before it was sent.
std::optional<std::uint64_t> body_size_bytes(const Response& response);

} // namespace tucai::http
