#pragma once

#include "access/key_ring.h"
#include "collect/codes/code_token.h"
#include "store/ledger.h"

namespace tucai::registry {

/// The chain of the audit that is of the instance, not of a school.
inline constexpr const char* instance_chain = "instance";

/// The keys that codes are sealed with: one for new codes, and those before it for as long as a code of
/// theirs may still be shown. Keys are derived (KeyRing); the table `code_keys` holds their numbers and
/// times.
class CodeKeys {
public:
    /// Needs: both to outlive it. `overlap_ms` is how long a key opens codes after the last of them expires:
    /// a used code opens the status for a while.
    CodeKeys(store::Ledger& ledger, const access::KeyRing& keys, std::int64_t overlap_ms)
        : ledger_(ledger), keys_(keys), overlap_ms_(overlap_ms)
    {
    }

    /// The key for new codes; made where there is none. Fails: as `rotate`.
    Result<collect::CodeKey> current(store::Entry& entry) const;
    /// Every key that opens codes now. Fails: as Database::read.
    Result<std::vector<collect::CodeKey>> opening() const;
    /// The key of a number, where it opens codes now. Fails: CodeDamaged (it is gone).
    Result<collect::CodeKey> key(store::Transaction& sql, std::int64_t number) const;

    /// Lets new codes have a new key from now on; gives its number. Codes that are out stay good. Fails:
    /// StoreConflict (all 255 numbers open codes); as Database::write.
    Result<int> rotate(const std::string& actor) const;
    /// A key is known to others: it opens nothing from now on, and its codes are revoked. Gives how many.
    /// Fails: InvalidInput (no such key); as Database::write.
    Result<std::size_t> forsake(int number, const std::string& actor) const;

private:
    collect::CodeKey derived(const store::Row& row) const;
    Result<store::Row> add(store::Entry& entry, const std::string& actor) const;

    store::Ledger& ledger_;
    const access::KeyRing& keys_;
    std::int64_t overlap_ms_;
};

} // namespace tucai::registry
