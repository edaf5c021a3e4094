#include "http/cookies.h"

#include <fmt/format.h>

namespace tucai::http {
namespace {

bool is_plain(std::string_view text)
{
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
           std::string_view::npos;
}

} // namespace

std::optional<std::string> cookie(const Request& request, std::string_view name)
{
    std::optional<std::string> found;
    for (const auto& [field, value] : request.headers) {
        if (field != "cookie")
            continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto pair = trimmed(rest.substr(0, rest.find(';')));
            const auto semicolon = rest.find(';');
            rest = semicolon == std::string_view::npos ? std::string_view() : rest.substr(semicolon + 1);
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name)
                continue;
            if (found)
                return std::nullopt;
            found = trimmed(pair.substr(equals + 1));
        }
    }
    return found;
}

Result<> set_cookie(Response& response, std::string_view name, std::string_view value,
                    std::chrono::seconds lifetime)
{
    if (name.empty() || !is_plain(name) || !is_plain(value))
        return fail(ErrorCode::InvalidInput, "A cookie's name and value are letters, digits, '_' and '-'.");
    response.headers.add("set-cookie",
                         fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; Secure; SameSite=Strict", name,
                                     value, lifetime.count()));
    return {};
}

Result<> clear_cookie(Response& response, std::string_view name)
{
    return set_cookie(response, name, "", std::chrono::seconds(0));
}

} // namespace tucai::http
