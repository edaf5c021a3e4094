#pragma once

#include "api/endpoint.h"

namespace tucai::api {

/// Work that each address may ask for only so often, whoever it says to be; else RequestRate with
/// Retry-After.
Work limited(Work work, const http::Rate& rate, House& house);

} // namespace tucai::api
