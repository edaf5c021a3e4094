#pragma once

#include "api/problem.h"
#include "http/request.h"

#include <optional>
#include <string>

namespace tucai::api {

/// A whole number of the query. Problems: InvalidInput with `field`.
Outcome<std::optional<std::int64_t>> query_integer(const http::Request& request, std::string_view name);
/// A text of the query; empty where it is not given.
std::string query_text(const http::Request& request, std::string_view name);
/// The same, and its absence is a problem. Problems: InvalidInput with `field`.
Outcome<std::string> query_needed(const http::Request& request, std::string_view name);
/// Whether `?name=true`. Problems: InvalidInput with `field` (neither "true" nor "false").
Outcome<bool> query_flag(const http::Request& request, std::string_view name);
/// An id that the query must name. Problems: InvalidInput with `field`.
Outcome<std::string> query_id(const http::Request& request, std::string_view name);

/// One of an enum's words in the query; none where it is not named. Problems: InvalidInput with
/// `field`.
template <class Find>
auto query_word(const http::Request& request, std::string_view name, Find&& find)
    -> Outcome<decltype(find(std::string_view()))>
{
    const auto text = request.query_value(name);
    auto found = find(text.value_or(std::string_view()));
    if (text && !text->empty() && !found)
        return field_problem(ErrorCode::InvalidInput, name);
    return found;
}

} // namespace tucai::api
