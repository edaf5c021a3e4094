#include "api/limited.h"

#include "http/problem.h"

#include <atomic>

namespace tucai::api {
namespace {

/// A place among those that run, given up at its end, also where the work throws.
class Place {
public:
    explicit Place(std::atomic<int>& running) : running_(running), number_(running.fetch_add(1) + 1) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { running_.fetch_sub(1); }
    int number() const { return number_; }

private:
    std::atomic<int>& running_;
    int number_;
};

} // namespace

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

Work few_at_once(Work work, int most)
{
    return [work = std::move(work), running = std::make_shared<std::atomic<int>>(0),
            most](const Call& call) -> Outcome<http::Response> {
        const Place place(*running);
        if (place.number() <= most)
            return work(call);
        auto response = http::problem_response(ErrorCode::ServerBusy, call.request);
        response.headers.set("retry-after", "2");
        return response;
    };
}

} // namespace tucai::api
