#pragma once

#include "http/clock.h"
#include "http/request.h"
#include "http/response.h"

#include <map>
#include <mutex>

namespace tucai::http {

/// Which request is meant: the client's key counts for one route and one actor only.
struct IdempotencyKey {
    std::string actor;
    std::string route;
    std::string key;
    friend auto operator<=>(const IdempotencyKey&, const IdempotencyKey&) = default;
};

/// An answer that is given again.
struct RememberedAnswer {
    int status = 0;
    Headers headers; ///< those of its body: content-type, location, etag
    std::string body;
};

/// Remembers what was answered to requests that create. Threads may share it.
class IdempotencyStore {
public:
    virtual ~IdempotencyStore() = default;

    /// Notes that a request begins; gives the answer where it was carried out before.
    /// Fails: IdempotencyMismatch (the key came with another fingerprint); IdempotencyRunning (it began and
    /// has not ended).
    virtual Result<std::optional<RememberedAnswer>> begin(const IdempotencyKey& key,
                                                          const std::string& fingerprint) = 0;
    /// Ends what began.
    virtual Result<> finish(const IdempotencyKey& key, const RememberedAnswer& answer) = 0;
    /// Forgets what began: it came to nothing and may be tried again.
    virtual void abandon(const IdempotencyKey& key) = 0;
};

/// In memory, for tests and for one process without a database.
class MemoryIdempotency final : public IdempotencyStore {
public:
    MemoryIdempotency(Clock clock, std::chrono::milliseconds lifetime)
        : clock_(std::move(clock)), lifetime_(lifetime)
    {
    }
    Result<std::optional<RememberedAnswer>> begin(const IdempotencyKey& key,
                                                  const std::string& fingerprint) override;
    Result<> finish(const IdempotencyKey& key, const RememberedAnswer& answer) override;
    void abandon(const IdempotencyKey& key) override;

private:
    struct Entry {
        std::string fingerprint;
        base::Instant begun;
        std::optional<RememberedAnswer> answer;
    };

    Clock clock_;
    std::chrono::milliseconds lifetime_;
    std::mutex mutex_;
    std::map<IdempotencyKey, Entry> entries_;
};

/// What makes two requests the same: method, path, query, type and body, as a SHA-256.
/// Fails: FileUnreadable (a body on disk).
Result<std::string> fingerprint_of(const Request& request);

/// A handler that creates at most once: it demands Idempotency-Key (8 to 64 letters, digits, '-' and '_'),
/// carries the request out the first time and gives the same answer afterwards, with
/// `Idempotency-Replayed: true`. An answer of 500 and above, of 429, one that sets a cookie or is no text in
/// memory is not remembered. Problems: idempotency.missing, .mismatch, .running.
///
/// Needs: a store that outlives it; who acts, from `actor_of`.
Handler idempotent(Handler handler, IdempotencyStore& store,
                   std::function<std::string(const Request&)> actor_of);

} // namespace tucai::http
