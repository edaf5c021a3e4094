#pragma once

#include "collect/locks/violation_rows.h"
#include "collect/states/lock.h"

#include <vector>

namespace tucai::collect {

/// A row of `locks`, without what is sealed.
struct LockRow {
    std::string tenant;
    std::string id;
    std::string student;
    std::string violation;
    ViolationKind kind = ViolationKind::Recapture; ///< of the violation
    LockState state = LockState::Active;
    std::string locked_by;
    std::int64_t locked_ms = 0;
    std::optional<std::int64_t> ended_ms;
    std::optional<std::string> officer; ///< who ended it
};

/// Locks for a confirmed violation and tells the audit; gives the lock's id. Fails: StoreConflict (it has
/// locked already).
Result<std::string> insert_lock(store::Entry& entry, const Means& means, const Scope& scope,
                                const ViolationRow& violation);

/// Fails: NotFound.
Result<LockRow> load_lock(store::Transaction& sql, const std::string& tenant, const std::string& id);
/// Of one student, the latest first. Fails: as Transaction::rows.
Result<std::vector<LockRow>> locks_of(store::Transaction& sql, const std::string& tenant,
                                      const std::string& student);

/// Moves a lock by an event and tells the audit: "lock." and the event's word. One that ends keeps its
/// officer and, sealed, the reason. Fails: StateNotAllowed.
Result<LockRow> move_lock(store::Entry& entry, const Means& means, const Scope& actor, const LockRow& lock,
                          LockEvent event, const LockDecision& decision);

} // namespace tucai::collect
