#pragma once

#include "http/body.h"
#include "http/headers.h"
#include "http/limits.h"

#include <optional>

namespace tucai::http {

/// A request line and its fields.
struct Head {
    std::string method;
    std::string target; ///< as it came
    Headers headers;
    std::optional<std::uint64_t> content_length;
    bool is_chunked = false;
    bool expects_continue = false;
    bool keeps_alive = true;

    bool has_body() const { return is_chunked || content_length.value_or(0) > 0; }
};

/// Makes one request of bytes as they come, without a socket. What could be read in two ways is refused,
/// since a proxy in front may read it in the other: both lengths, any coding but "chunked", several hosts.
class RequestReader {
public:
    explicit RequestReader(const Limits& limits);
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;
    ~RequestReader();

    /// Takes from the front of the bytes what it can use and gives how many; it wants to see the rest again,
    /// with more behind it. It stops behind the head until `begin_body`, and behind the request.
    /// Fails: RequestMalformed, RequestHeadTooLarge, RequestTargetTooLong, RequestVersion, RequestCoding,
    /// RequestExpectation; RequestTooLarge (the body); FileUnreadable (it cannot be kept).
    Result<std::size_t> put(std::string_view bytes);

    bool is_head_done() const;
    bool is_done() const;
    /// Needs: the head is done.
    const Head& head() const;
    /// Needs: the head is done. Lets the body come: up to a limit, into `collector`.
    void begin_body(std::uint64_t limit_bytes, BodyCollector collector);
    std::uint64_t body_bytes() const;
    /// Needs: it is done.
    Body take_body();

private:
    class Parser;
    std::unique_ptr<Parser> parser_;
};

} // namespace tucai::http
