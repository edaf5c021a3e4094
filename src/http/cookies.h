#pragma once

#include "http/request.h"
#include "http/response.h"

#include <chrono>

namespace tucai::http {

/// The value of a request's cookie. Absent too where two of that name came: one of them was planted.
std::optional<std::string> cookie(const Request& request, std::string_view name);

/// Sets a cookie that no script reads and no other site sends: `HttpOnly; Secure; SameSite=Strict; Path=/`.
/// Needs: name of letters, digits, '_' and '-', such as "__Host-session"; a value of base64url.
/// Fails: InvalidInput.
Result<> set_cookie(Response& response, std::string_view name, std::string_view value,
                    std::chrono::seconds lifetime);
/// Takes it away. Fails: InvalidInput (the name).
Result<> clear_cookie(Response& response, std::string_view name);

} // namespace tucai::http
