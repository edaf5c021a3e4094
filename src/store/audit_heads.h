#pragma once

#include "base/secret.h"
#include "store/audit_chain.h"

#include <mutex>

namespace tucai::store {

/// The heads of audit chains, signed, in a folder outside the database: who cuts the end off a chain would
/// have to forge them too. `TENANT.json` is the newest of a tenant, `archive/YYYY-MM-DD/TENANT.json` the
/// first of each day (UTC). Threads may share it.
class AuditHeads {
public:
    /// Needs: a folder that exists or can be made, and the key that signs.
    AuditHeads(std::string folder, base::SecretKey signing_key);

    /// Keeps a head unless a later one is kept. Fails: FileUnreadable; InvalidInput (a tenant's id that is no
    /// file's name: letters, digits and hyphens, at most 64).
    Result<> keep(const AuditHead& head, std::int64_t now_ms);

    /// The kept head, if there is one. Fails: StoreChanged (not signed by this key), FileUnreadable.
    Result<std::optional<AuditHead>> kept(const std::string& tenant) const;

    /// The tenants of which a head is kept or was archived, in the order of their ids.
    Result<std::vector<std::string>> tenants() const;

private:
    std::string path_of(const std::string& tenant) const;
    Result<std::optional<AuditHead>> read(const std::string& path, const std::string& tenant) const;

    std::string folder_;
    base::SecretKey key_;
    std::mutex mutex_;
};

/// Compares every chain with its kept head, also those of which only the head is left.
/// Fails: as verify; a head that is not ours is a fault (Cut at 0), no failure.
Result<std::vector<AuditFault>> verify_all(const Database& database, const AuditHeads& heads);

} // namespace tucai::store
