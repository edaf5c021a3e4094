#include "http/response.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace tucai::http {

Result<std::shared_ptr<const OpenFile>> OpenFile::open(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(errno == ENOENT || errno == ENOTDIR ? ErrorCode::FileNotFound : ErrorCode::FileUnreadable,
                    "The file cannot be opened.");
    struct stat status {};
    const bool is_file = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    // Its constructor is private.
    auto file = std::shared_ptr<const OpenFile>(
        new OpenFile(descriptor, is_file ? static_cast<std::uint64_t>(status.st_size) : 0));
    if (!is_file)
        return fail(ErrorCode::FileUnreadable, "That is no file.");
    return file;
}

OpenFile::~OpenFile()
{
    ::close(descriptor_);
}

Result<> OpenFile::read_at(std::uint64_t offset, std::span<char> bytes) const
{
    while (!bytes.empty()) {
        const auto got = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(ErrorCode::FileUnreadable, "The file ended early or cannot be read.");
        offset += static_cast<std::uint64_t>(got);
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

Response json_response(int status, const nlohmann::json& value)
{
    Response response;
    response.status = status;
    response.headers.set("content-type", "application/json");
    // Texts that came from elsewhere may be ill-formed: shown with a mark rather than thrown at.
    response.body = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return response;
}

Response text_response(int status, std::string text, std::string_view type)
{
    Response response;
    response.status = status;
    response.headers.set("content-type", type);
    response.body = std::move(text);
    return response;
}

Response empty_response()
{
    Response response;
    response.status = 204;
    return response;
}

Response created_response(const std::string& location, const nlohmann::json& value)
{
    auto response = json_response(201, value);
    response.headers.set("location", location);
    return response;
}

Result<Response> file_response(const std::string& path, std::string_view type)
{
    TUCAI_TRY(const auto file, OpenFile::open(path));
    Response response;
    response.headers.set("content-type", type);
    response.body = FilePart{file, 0, file->size_bytes()};
    return response;
}

std::optional<std::uint64_t> body_size_bytes(const Response& response)
{
    if (const auto* bytes = std::get_if<std::string>(&response.body))
        return bytes->size();
    if (const auto* part = std::get_if<FilePart>(&response.body))
        return part->size_bytes;
    return std::get<BodyStream>(response.body).size_bytes;
}

} // namespace tucai::http
