#pragma once

#include "base/instant.h"
#include "http/metrics.h"

#include <functional>

namespace tucai::http {

/// Takes one line without its end. Threads may call it.
using LogSink = std::function<void(std::string_view line)>;

/// "2026-06-01T08:00:00.123Z".
std::string utc_text(base::Instant time);
/// "Mon, 01 Jun 2026 08:00:00 GMT", the Date of an answer (RFC 9110, section 5.6.7).
std::string http_date(base::Instant time);

/// One request as one line of JSON. It holds the route's template and never the path, the query, an address
/// or a header: those may name a person.
std::string access_line(base::Instant time, std::string_view request_id, const RequestFigures& figures,
                        std::string_view problem);

} // namespace tucai::http
