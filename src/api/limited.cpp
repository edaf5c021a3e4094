#include "api/limited.h"

#include "http/problem.h"

namespace tucai::api {

Work limited(Work work, const http::Rate& rate, House& house)
{
    return [work = std::move(work), limit = std::make_shared<http::RateLimit>(rate),
            &house](const Call& call) -> Outcome<http::Response> {
        const auto wait = limit->take(http::address_key(call.request.peer), house.clock());
        if (wait.count() == 0)
            return work(call);
        auto response = http::problem_response(ErrorCode::RequestRate, call.request);
        response.headers.set("retry-after",
                             std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()));
        return response;
    };
}

} // namespace tucai::api
