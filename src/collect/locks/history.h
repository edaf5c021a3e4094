#pragma once

#include "collect/scopes.h"

#include <string>
#include <vector>

namespace tucai::collect {

/// One thing that happened around a student's suspicions and locks.
struct LockEventLine {
    std::int64_t at_ms = 0;
    std::string kind;    ///< of the audit: "violation.raised", "lock.active", "objection.made", ...
    std::string actor;   ///< a person's id, the student's, "machine" or "timer"
    std::string subject; ///< id of the suspicion, the lock, the objection or the student
    std::string details; ///< JSON of states, or empty
};

/// All that happened, in its order, as the audit holds it: what is shown here cannot have been left out or
/// changed without `tucai audit verify` finding it. Fails: Denied; NotFound.
Result<std::vector<LockEventLine>> lock_history(const Means& means, const Scope& scope,
                                                const std::string& student);

} // namespace tucai::collect
