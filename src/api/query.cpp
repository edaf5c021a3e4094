#include "api/query.h"

#include "base/bytes.h"

#include <charconv>

namespace tucai::api {

Outcome<std::optional<std::int64_t>> query_integer(const http::Request& request, std::string_view name)
{
    const auto text = request.query_value(name);
    if (!text)
        return std::optional<std::int64_t>();
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (fault != std::errc() || end != text->data() + text->size())
        return field_problem(ErrorCode::InvalidInput, name);
    return std::optional(value);
}

std::string query_text(const http::Request& request, std::string_view name)
{
    return std::string(request.query_value(name).value_or(""));
}

Outcome<std::string> query_needed(const http::Request& request, std::string_view name)
{
    auto text = query_text(request, name);
    if (text.empty())
        return field_problem(ErrorCode::InvalidInput, name);
    return text;
}

Outcome<bool> query_flag(const http::Request& request, std::string_view name)
{
    const auto text = query_text(request, name);
    if (!text.empty() && text != "true" && text != "false")
        return field_problem(ErrorCode::InvalidInput, name);
    return text == "true";
}

Outcome<std::string> query_id(const http::Request& request, std::string_view name)
{
    const auto text = request.query_value(name);
    if (!text || !base::is_id(*text))
        return field_problem(ErrorCode::InvalidInput, name);
    return std::string(*text);
}

} // namespace tucai::api
