#pragma once

#include "access/people.h"
#include "collect/means.h"
#include "http/clock.h"
#include "http/idempotency.h"
#include "http/paging.h"
#include "http/rate_limit.h"

namespace tucai::api {

/// What handlers work with; the program builds it, and all of it outlives the server.
struct House {
    const collect::Means& means;
    access::People& people;
    const http::Cursors& cursors;
    http::IdempotencyStore& idempotency;
    http::Clock clock;
    /// Where a link that is sent to somebody leads, such as "https://tucai.school.edu.cn": no slash at its
    /// end.
    std::string public_address;
};

} // namespace tucai::api
