#pragma once

#include "collect/locks/teller.h"
#include "collect/locks/violation_rows.h"

#include <vector>

namespace tucai::collect {

/// A suspicion with what it rests on.
struct ViolationDetails {
    ViolationRow row;
    std::string evidence; ///< JSON; empty where the student's key was destroyed
    std::string reason;   ///< of whoever decided, in their words
};

struct ViolationPage {
    std::vector<ViolationRow> rows;
    std::string next; ///< cursor; empty at the end
};

/// What came of confirming a suspicion.
struct ConfirmedViolation {
    std::string lock;        ///< id; empty where the school's threshold asks for more before it locks
    bool locked_now = false; ///< the student was not locked before
};

/// Suspicions, which only persons decide. Threads may share it.
class Violations {
public:
    Violations(const Means& means, Teller& teller) : means_(means), teller_(teller) {}

    /// A person's own suspicion about a submitted photo, with what was seen in words.
    /// Fails: Denied; NotFound; TextInvalid.
    Result<std::string> raise(const Scope& scope, ViolationKind kind, const std::string& photo,
                              const std::string& seen);

    /// Suspicions in one state, the oldest first. Fails: Denied; InvalidInput (no cursor of this list).
    Result<ViolationPage> list(const Scope& scope, ViolationState state, const std::string& cursor,
                               std::size_t limit) const;
    /// Fails: Denied; NotFound.
    Result<ViolationDetails> details(const Scope& scope, const std::string& id) const;

    /// A person finds that it is so, for a reason: the student is locked and told why, and the sitting that
    /// runs is ended. Fails: Denied; NotFound; StateNotAllowed (decided already); TextInvalid.
    Result<ConfirmedViolation> confirm(const Scope& scope, const std::string& id, const std::string& reason);
    /// A person finds that it is not so; nothing follows. Fails: as confirm.
    Result<> dismiss(const Scope& scope, const std::string& id, const std::string& reason);

private:
    const Means& means_;
    Teller& teller_;
};

/// Moves a suspicion by a person's event and tells the audit: "violation." and the event's word. `reason` is
/// kept sealed, but for `Overturn`: what was said when it was confirmed stays, and the objection's answer
/// says why it did not hold. Fails: StateNotAllowed.
Result<ViolationRow> move_violation(store::Entry& entry, const Means& means, const Scope& scope,
                                    const ViolationRow& violation, ViolationEvent event,
                                    const std::string& reason);

} // namespace tucai::collect
