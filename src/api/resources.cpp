#include "api/resources.h"

#include <iterator>

namespace tucai::api {

Endpoints all_endpoints(House& house)
{
    Endpoints all;
    for (const auto make : {session_endpoints,   user_endpoints,
                            school_endpoints,    place_endpoints,
                            code_endpoints,      capture_endpoints,
                            shot_endpoints,      student_desk_endpoints,
                            batch_endpoints,     window_endpoints,
                            notice_endpoints,    roster_endpoints,
                            student_endpoints,   reference_photo_endpoints,
                            photo_endpoints,     review_endpoints,
                            exemption_endpoints, violation_endpoints,
                            lock_endpoints,      threshold_endpoints,
                            help_endpoints,      notification_endpoints,
                            audit_endpoints,     job_endpoints}) {
        auto some = make(house);
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

Result<> add_endpoints(http::Router& router, House& house)
{
    for (const auto& endpoint : all_endpoints(house))
        TUCAI_CHECK(router.add(route_of(endpoint, house)));
    return {};
}

} // namespace tucai::api
