#include "http/etag.h"

#include "base/bytes.h"
#include "base/sha256.h"

namespace tucai::http {

std::string etag_of(std::string_view bytes)
{
    return base::sha256_hex(base::as_bytes(bytes)).substr(0, 32);
}

bool names_etag(std::string_view header, std::string_view etag)
{
    if (etag.empty())
        return false;
    for (auto member : list_members(header)) {
        if (member == "*")
            return true;
        if (member.starts_with("W/"))
            member.remove_prefix(2);
        if (member.size() < 2 || !member.starts_with('"') || !member.ends_with('"'))
            continue;
        auto name = member.substr(1, member.size() - 2);
        if (name.ends_with("-gzip"))
            name.remove_suffix(5);
        if (name == etag)
            return true;
    }
    return false;
}

Result<> check_if_match(const Request& request, std::string_view etag)
{
    const auto wanted = request.headers.joined("if-match");
    if (request.headers.count("if-match") != 0 && !names_etag(wanted, etag))
        return fail(ErrorCode::RequestPrecondition, "The thing is in another state than If-Match says.");
    return {};
}

bool is_not_modified(const Request& request, std::string_view etag)
{
    return (request.method == "GET" || request.method == "HEAD") &&
           names_etag(request.headers.joined("if-none-match"), etag);
}

} // namespace tucai::http
