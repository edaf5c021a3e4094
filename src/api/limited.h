#pragma once

#include "api/endpoint.h"

namespace tucai::api {

/// Work that each address may ask for only so often, whoever it says to be; else RequestRate with
/// Retry-After.
Work limited(Work work, const http::Rate& rate, House& house);

/// Work that costs much and that anybody may ask for: so many at once, whoever asks; others are answered
/// ServerBusy with Retry-After, so that it never takes all workers.
Work few_at_once(Work work, int most);

} // namespace tucai::api
