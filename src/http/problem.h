#pragma once

#include "http/problem_words.h"
#include "http/request.h"
#include "http/response.h"

#include <nlohmann/json_fwd.hpp>

namespace tucai::http {

/// What went wrong, as RFC 9457 has it: `{"type":"about:blank","title":…,"status":…,"code":…,"request":…}`.
/// The title is the code's sentence in the request's language. An error's own message stays inside, since it
/// may name what only the log may hold.
///
/// `members` (an object) joins what the client needs to mend it, such as the names of fields; never text of
/// an exception, a path of the machine or anybody's name.
Response problem_response(ErrorCode code, const Request& request);
Response problem_response(ErrorCode code, const Request& request, const nlohmann::json& members);

} // namespace tucai::http
