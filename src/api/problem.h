#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

namespace tucai::api {

/// Why a call is refused: a code, and what the client needs to mend it, such as the field's name. `members`
/// never holds what somebody sent.
struct Problem {
    ErrorCode code = ErrorCode::Internal;
    std::string inside; ///< an error's own message, for the operator's log alone
    nlohmann::json members = nlohmann::json::object();

    Problem(Error error) : code(error.code), inside(std::move(error.message)) {} // NOLINT: errors become it
    Problem(ErrorCode of, nlohmann::json with) : code(of), members(std::move(with)) {}
};

template <class T> using Outcome = tl::expected<T, Problem>;

/// A problem of one field of the body or the query.
inline tl::unexpected<Problem> field_problem(ErrorCode code, std::string_view field)
{
    return tl::unexpected(Problem(code, {{"field", field}}));
}

} // namespace tucai::api
