#pragma once

#include "api/problem.h"
#include "http/request.h"

namespace tucai::api {

/// An id that the query must name. Problems: InvalidInput with `field`.
Outcome<std::string> needed_id(const http::Request& request, std::string_view name);

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
