#pragma once

#include "access/key_ring.h"
#include "http/idempotency.h"
#include "store/ledger.h"

namespace tucai::api {

/// Answers to requests that create, in the table `idempotency_keys`: every server of an instance knows them,
/// also after a restart. The answer is sealed, since it may hold who somebody is. Threads may share it.
class StoredIdempotency final : public http::IdempotencyStore {
public:
    /// A request that began and never ended (its server died) may be tried again after `patience_ms`.
    struct Times {
        std::int64_t lifetime_ms = 24 * 3'600'000LL;
        std::int64_t patience_ms = 120'000;
    };

    /// Needs: a ledger that outlives it.
    StoredIdempotency(const store::Ledger& ledger, const access::KeyRing& keys, base::Randomness randomness)
        : StoredIdempotency(ledger, keys, std::move(randomness), Times())
    {
    }
    StoredIdempotency(const store::Ledger& ledger, const access::KeyRing& keys, base::Randomness randomness,
                      const Times& times)
        : ledger_(ledger), key_(keys.key_for("idempotency")), randomness_(std::move(randomness)),
          times_(times)
    {
    }

    Result<std::optional<http::RememberedAnswer>> begin(const http::IdempotencyKey& key,
                                                        const std::string& fingerprint) override;
    Result<> finish(const http::IdempotencyKey& key, const http::RememberedAnswer& answer) override;
    void abandon(const http::IdempotencyKey& key) override;

    /// Removes what is too old; for the timer. Gives how many. Fails: as Database::write.
    Result<std::size_t> forget_old();

private:
    Result<std::optional<http::RememberedAnswer>>
    answer_of(const store::Row& row, const http::IdempotencyKey& key, const std::string& fingerprint) const;

    const store::Ledger& ledger_;
    base::SecretKey key_;
    base::Randomness randomness_;
    Times times_;
};

} // namespace tucai::api
