#include "http/rate_limit.h"

#include "http/networks.h"
#include "http/problem.h"

#include <algorithm>
#include <cmath>

namespace tucai::http {

RateLimit::Bucket& RateLimit::bucket_of(const std::string& key, base::Instant now)
{
    if (const auto known = by_key_.find(key); known != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, known->second);
        return buckets_.front();
    }
    if (buckets_.size() >= std::max<std::size_t>(rate_.most_keys, 1)) {
        by_key_.erase(buckets_.back().key);
        buckets_.pop_back();
    }
    buckets_.push_front({key, rate_.burst, now});
    by_key_[key] = buckets_.begin();
    return buckets_.front();
}

std::chrono::milliseconds RateLimit::take(const std::string& key, base::Instant now)
{
    const std::lock_guard lock(mutex_);
    auto& bucket = bucket_of(key, now);
    // A clock that was set back fills nothing.
    const double passed_s = std::max(0.0, std::chrono::duration<double>(now - bucket.filled).count());
    bucket.tokens = std::min(rate_.burst, bucket.tokens + passed_s * rate_.per_second);
    bucket.filled = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return std::chrono::milliseconds(0);
    }
    constexpr double rounding_ms = 1e-6; // of the sums above
    const double wait_ms = std::ceil((1 - bucket.tokens) / rate_.per_second * 1000 - rounding_ms);
    return std::chrono::milliseconds(std::max(1L, std::lround(wait_ms)));
}

std::size_t RateLimit::keys() const
{
    const std::lock_guard lock(mutex_);
    return buckets_.size();
}

std::string address_key(const std::string& address)
{
    const auto parsed = parse_address(address);
    if (!parsed || !parsed->is_v6)
        return address;
    return std::string(parsed->bytes.begin(), parsed->bytes.begin() + 8);
}

Handler limited(Handler handler, std::shared_ptr<RateLimit> limit, Clock clock,
                std::function<std::string(const Request&)> key_of)
{
    return [handler = std::move(handler), limit = std::move(limit), clock = std::move(clock),
            key_of = std::move(key_of)](const Request& request) {
        const auto wait = limit->take(key_of(request), clock());
        if (wait.count() == 0)
            return handler(request);
        auto response = problem_response(ErrorCode::RequestRate, request);
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
        response.headers.set("retry-after", std::to_string(seconds.count()));
        return response;
    };
}

} // namespace tucai::http
