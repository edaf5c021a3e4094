#pragma once

#include "store/audit_heads.h"

namespace tucai::store {

/// Compares one tenant's chain with its kept head while others go on writing: the head is read first, so that
/// an event that comes meanwhile lies behind it and is no fault.
/// Fails: as verify; a head that is not ours, or a chain without one, is a fault (Cut at 0), no failure.
Result<std::vector<AuditFault>> check_chain(const Database& database, const AuditHeads& heads,
                                            const std::string& tenant);

} // namespace tucai::store
