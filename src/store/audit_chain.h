#pragma once

#include "store/database.h"
#include "store/migrations.h"

namespace tucai::store {

/// Something that happened, as the audit keeps it. It holds no name and no document number: `subject` and
/// `actor` are ids, and `details` names fields and states, not people.
struct AuditEvent {
    std::string tenant;     ///< whose chain it belongs to: a school's or a centre's id
    std::string kind;       ///< a stable word, such as "student.locked"
    std::string actor;      ///< the id of whoever did it, "timer", or "system"
    std::string subject;    ///< the id of what it befell
    std::string details;    ///< JSON, or empty
    std::int64_t at_ms = 0; ///< UTC
};

/// The last event of a chain, and by its hash all before it.
struct AuditHead {
    std::string tenant;
    std::int64_t number = 0; ///< 1, 2, 3, ...; 0: the chain is empty
    std::string hash;        ///< SHA-256 in hex; 64 zeros for an empty chain
    bool operator==(const AuditHead&) const = default;
};

/// The table `audit_events`.
std::string_view audit_table();

/// Adds an event to its tenant's chain within the transaction that does what it tells, and gives the new
/// head. Its hash covers the one before it and every field. Fails: as Transaction::run.
Result<AuditHead> append(Transaction& transaction, const AuditEvent& event);

/// The chain's last event as the table has it.
Result<AuditHead> read_head(Transaction& transaction, const std::string& tenant);

enum class AuditFaultKind {
    Missing,   ///< numbers skip: an event was taken out
    Changed,   ///< an event is not what its hash was made of
    Reordered, ///< an event does not follow the one before it
    Cut,       ///< the signed head names an event that is no longer there, or another one
};

/// The stable word: "missing", "changed", "reordered", "cut".
std::string_view audit_fault_word(AuditFaultKind kind);

struct AuditFault {
    std::string tenant;
    std::int64_t number = 0; ///< the event at which it shows
    AuditFaultKind kind = AuditFaultKind::Changed;
};

/// Walks a chain from its first event and compares it with a head that was kept elsewhere, if there is one. A
/// chain that goes on behind the head is whole: the head is renewed only after each commit.
Result<std::vector<AuditFault>> verify(Transaction& transaction, const std::string& tenant,
                                       const std::optional<AuditHead>& kept);

/// Every tenant that has events, in the order of their ids.
Result<std::vector<std::string>> audited_tenants(Transaction& transaction);

} // namespace tucai::store
