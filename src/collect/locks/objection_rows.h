#pragma once

#include "collect/locks/cursor.h"
#include "collect/locks/locks.h"

namespace tucai::collect {

/// Stores what a student says against a lock, and gives its id. Fails: StoreConflict (one is open).
Result<std::string> insert_objection(store::Entry& entry, const Means& means, const LockRow& lock,
                                     const std::string& words);
/// Fails: NotFound.
Result<ObjectionRow> load_objection(store::Transaction& sql, const Means& means, const std::string& tenant,
                                    const std::string& id);
/// The oldest first. Fails: as Transaction::rows.
Result<std::vector<ObjectionRow>> objections_to(store::Transaction& sql, const Means& means,
                                                const LockRow& lock);
/// At most `most`, the oldest first. Fails: as Transaction::rows.
Result<std::vector<ObjectionRow>> open_objections_after(store::Transaction& sql, const Means& means,
                                                        const std::string& tenant, const Cursor& from,
                                                        std::int64_t most);
/// Ends an open objection with an answer, and tells the audit: "objection." and the state's word.
Result<> end_objection(store::Entry& entry, const Means& means, const Scope& scope,
                       const ObjectionRow& objection, ObjectionState state, const std::string& answer);

} // namespace tucai::collect
