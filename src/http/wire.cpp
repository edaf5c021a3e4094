#include "http/wire.h"

#include <fmt/format.h>

namespace tucai::http {

std::string_view reason_phrase(int status)
{
    struct Phrase {
        int status;
        std::string_view words;
    };
    constexpr Phrase phrases[] = {{100, "Continue"},
                                  {200, "OK"},
                                  {201, "Created"},
                                  {202, "Accepted"},
                                  {204, "No Content"},
                                  {206, "Partial Content"},
                                  {301, "Moved Permanently"},
                                  {302, "Found"},
                                  {303, "See Other"},
                                  {304, "Not Modified"},
                                  {307, "Temporary Redirect"},
                                  {308, "Permanent Redirect"},
                                  {400, "Bad Request"},
                                  {401, "Unauthorized"},
                                  {403, "Forbidden"},
                                  {404, "Not Found"},
                                  {405, "Method Not Allowed"},
                                  {408, "Request Timeout"},
                                  {409, "Conflict"},
                                  {410, "Gone"},
                                  {412, "Precondition Failed"},
                                  {413, "Content Too Large"},
                                  {414, "URI Too Long"},
                                  {415, "Unsupported Media Type"},
                                  {416, "Range Not Satisfiable"},
                                  {417, "Expectation Failed"},
                                  {422, "Unprocessable Content"},
                                  {429, "Too Many Requests"},
                                  {431, "Request Header Fields Too Large"},
                                  {500, "Internal Server Error"},
                                  {501, "Not Implemented"},
                                  {502, "Bad Gateway"},
                                  {503, "Service Unavailable"},
                                  {505, "HTTP Version Not Supported"}};
    for (const auto& phrase : phrases)
        if (phrase.status == status)
            return phrase.words;
    return {};
}

bool may_have_body(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

std::string head_text(const Response& response, AfterAnswer after)
{
    auto text = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
    for (const auto& [name, value] : response.headers)
        text += fmt::format("{}: {}\r\n", name, value);
    if (may_have_body(response.status)) {
        if (const auto size = body_size_bytes(response))
            text += fmt::format("content-length: {}\r\n", *size);
        else
            text += "transfer-encoding: chunked\r\n";
    }
    text += after == AfterAnswer::Close ? "connection: close\r\n\r\n" : "\r\n";
    return text;
}

std::string chunk(std::string_view piece)
{
    return fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
}

} // namespace tucai::http
