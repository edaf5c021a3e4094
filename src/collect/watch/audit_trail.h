#pragma once

#include "collect/scopes.h"
#include "store/audit_heads.h"

#include <vector>

namespace tucai::collect {

/// One event as its readers see it.
struct TrailLine {
    std::int64_t number = 0;
    store::AuditEvent event;
};

struct TrailPage {
    std::vector<TrailLine> lines; ///< the latest first
    std::int64_t next_before = 0; ///< the number before which the next page begins; 0 at the end
};

struct TrailFilter {
    std::string kind;    ///< a kind, or its first word: "photo" finds "photo.seen" too; empty: all
    std::string subject; ///< an id; empty: all
};

/// Whether a chain is whole.
struct TrailCheck {
    std::int64_t events = 0; ///< up to the last when it was looked at
    std::vector<store::AuditFault> faults;
};

/// The audit as people read it. Threads may share it.
///
/// Needs, everywhere: `tenant` is the scope's own; an admin's may be any.
class AuditTrail {
public:
    AuditTrail(const Means& means, const store::AuditHeads& heads) : means_(means), heads_(heads) {}

    /// Events whose number is below `before`, or the latest where that is 0. Fails: Denied; NotFound (another
    /// tenant's).
    Result<TrailPage> page(const Scope& scope, const std::string& tenant, const TrailFilter& filter,
                           std::int64_t before, std::size_t limit) const;
    /// Walks the whole chain. Fails: as page.
    Result<TrailCheck> check(const Scope& scope, const std::string& tenant) const;

private:
    const Means& means_;
    const store::AuditHeads& heads_;
};

} // namespace tucai::collect
