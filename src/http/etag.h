#pragma once

#include "base/result.h"
#include "http/request.h"

namespace tucai::http {

/// An ETag's text for some bytes: 32 hexadecimal digits of their SHA-256.
std::string etag_of(std::string_view bytes);

/// Whether a list like If-None-Match's (`"a", W/"b"`, `*`) names a state. A mark that compression added
/// counts as the same.
bool names_etag(std::string_view header, std::string_view etag);

/// For a handler that changes a thing: whether it is as the client last saw it. Without If-Match nothing is
/// demanded. `etag` is empty where the thing is not there.
/// Fails: RequestPrecondition.
Result<> check_if_match(const Request& request, std::string_view etag);

/// Whether a GET or HEAD is answered by 304.
bool is_not_modified(const Request& request, std::string_view etag);

} // namespace tucai::http
