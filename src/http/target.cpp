#include "http/target.h"

#include "http/utf8.h"

namespace tucai::http {
namespace {

constexpr std::size_t most_parameters = 64;

tl::unexpected<Error> malformed()
{
    return fail(ErrorCode::RequestMalformed, "The address in the request cannot be read.");
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

enum class Plus { Itself, Space };

/// Undoes escapes once. Fails: RequestMalformed (an escape that is none, a control character, no UTF-8).
Result<std::string> decode(std::string_view text, Plus plus)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return malformed();
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus == Plus::Space) {
            c = ' ';
        }
        if (c == '\0')
            return malformed();
        decoded += c;
    }
    if (!is_utf8(decoded))
        return malformed();
    return decoded;
}

/// The path and query of "http://host/a?b"; a server has to read that form too (RFC 9112, section 3.2.2).
Result<std::string_view> origin_form(std::string_view text)
{
    if (text.starts_with('/'))
        return text;
    for (const std::string_view scheme : {"http://", "https://"})
        if (lower_case(text.substr(0, scheme.size())) == scheme) {
            const auto path = text.find_first_of("/?", scheme.size());
            if (path == std::string_view::npos)
                return std::string_view("/");
            if (text[path] == '/')
                return text.substr(path);
        }
    return malformed();
}

Result<std::vector<Parameter>> parse_query(std::string_view text)
{
    std::vector<Parameter> query;
    while (!text.empty()) {
        const auto part = text.substr(0, text.find('&'));
        text = part.size() == text.size() ? std::string_view() : text.substr(part.size() + 1);
        if (part.empty())
            continue;
        if (query.size() == most_parameters)
            return malformed();
        const auto equals = part.find('=');
        TUCAI_TRY(auto name, decode(part.substr(0, equals), Plus::Space));
        TUCAI_TRY(auto value,
                  decode(equals == std::string_view::npos ? "" : part.substr(equals + 1), Plus::Space));
        query.push_back({std::move(name), std::move(value)});
    }
    return query;
}

} // namespace

Result<Target> parse_target(std::string_view text)
{
    TUCAI_TRY(const auto origin, origin_form(text));
    if (origin.find('#') != std::string_view::npos)
        return malformed();
    Target target;
    const auto question = origin.find('?');
    if (question != std::string_view::npos) {
        TUCAI_TRY(target.query, parse_query(origin.substr(question + 1)));
    }
    auto path = origin.substr(1, question == std::string_view::npos ? question : question - 1);
    while (!path.empty()) {
        const auto raw = path.substr(0, path.find('/'));
        TUCAI_TRY(auto segment, decode(raw, Plus::Itself));
        if (segment == "." || segment == ".." || segment.find_first_of("/\\") != std::string::npos)
            return malformed();
        target.segments.push_back(std::move(segment));
        if (raw.size() == path.size())
            break;
        path = path.substr(raw.size() + 1);
        if (path.empty())
            target.segments.emplace_back();
    }
    return target;
}

std::string path_of(const std::vector<std::string>& segments)
{
    std::string path;
    for (const auto& segment : segments)
        path += "/" + segment;
    return path.empty() ? "/" : path;
}

} // namespace tucai::http
