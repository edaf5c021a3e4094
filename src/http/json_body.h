#pragma once

#include "base/json.h"
#include "http/request.h"

namespace tucai::http {

/// The JSON of a request's body.
///
/// Fails: RequestMediaType (its Content-Type is not application/json); as base::parse_limited;
/// FileUnreadable.
Result<nlohmann::json> json_body(const Request& request, const base::JsonLimits& limits = {});

} // namespace tucai::http
