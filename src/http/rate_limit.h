#pragma once

#include "http/clock.h"
#include "http/request.h"
#include "http/response.h"

#include <list>
#include <mutex>
#include <unordered_map>

namespace tucai::http {

struct Rate {
    double per_second = 1;
    double burst = 10;              ///< how many at once after a pause
    std::size_t most_keys = 10'000; ///< then the one that was quiet longest is forgotten
};

/// Token buckets, one a key. Threads may share it.
class RateLimit {
public:
    explicit RateLimit(const Rate& rate) : rate_(rate) {}

    /// Takes one from the key's bucket: zero where there was one, else how long until there is.
    std::chrono::milliseconds take(const std::string& key, base::Instant now);
    std::size_t keys() const;

private:
    struct Bucket {
        std::string key;
        double tokens = 0;
        base::Instant filled;
    };
    Bucket& bucket_of(const std::string& key, base::Instant now);

    Rate rate_;
    mutable std::mutex mutex_;
    std::list<Bucket> buckets_; ///< the one used last in front
    std::unordered_map<std::string, std::list<Bucket>::iterator> by_key_;
};

/// What a client's address counts as: of IPv6 the network of 64 bits, which is one house's.
std::string address_key(const std::string& address);

/// A handler that serves each key only so often, else answers RequestRate with Retry-After.
Handler limited(Handler handler, std::shared_ptr<RateLimit> limit, Clock clock,
                std::function<std::string(const Request&)> key_of);

} // namespace tucai::http
