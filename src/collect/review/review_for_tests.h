#pragma once

#include "collect/capture/capture_for_tests.h"
#include "collect/locks/history.h"
#include "collect/locks/locks.h"
#include "collect/locks/thresholds.h"
#include "collect/locks/violations.h"
#include "collect/review/desk.h"
#include "collect/review/exemptions.h"
#include "collect/review/help.h"
#include "collect/review/reviews.h"

namespace tucai::collect {

/// For tests: what staff do, too.
class ReviewTest : public CaptureTest {
protected:
    /// The last row of a photo as an acceptance with every tick.
    NewDecision acceptance(const std::string& id) const
    {
        NewDecision decision;
        decision.photo = id;
        decision.version = photo(id).version;
        decision.ticks = {{"glasses.habitual", TickAnswer::Good}, {"makeup.visible", TickAnswer::Good}};
        return decision;
    }
    NewDecision rejection(const std::string& id, const std::string& reason = "hair.covers") const
    {
        NewDecision decision;
        decision.photo = id;
        decision.version = photo(id).version;
        decision.decision = ReviewDecision::Return;
        decision.reasons = {reason};
        return decision;
    }
    Decided decide(const Scope& scope, const NewDecision& decision)
    {
        const auto decided = reviews.decide(scope, decision);
        EXPECT_TRUE(decided) << decided.error().message;
        return decided ? *decided : Decided{};
    }
    ErrorCode decide_error(const Scope& scope, const NewDecision& decision)
    {
        const auto decided = reviews.decide(scope, decision);
        EXPECT_FALSE(decided);
        return decided ? ErrorCode::Internal : decided.error().code;
    }
    std::string code_state(const std::string& student) const
    {
        const auto row = database.read([&](store::Transaction& t) {
            return t.row("select state from codes where student = $1", {student});
        });
        return (*row)->text("state");
    }
    /// The only open suspicion of a student.
    std::string suspicion(const std::string& student) const
    {
        const auto row = database.read([&](store::Transaction& t) {
            return t.row("select id from violations where student = $1 and state = 'raised'", {student});
        });
        EXPECT_TRUE(row && *row);
        return row && *row ? (*row)->text("id") : "";
    }
    /// Whether the audit of the school is whole, with one event a transition at least.
    bool is_audit_whole() const { return store::verify_all(database, heads)->empty(); }

    const Scope second_clerk{"person-8", Role::School, "school-1", ""};
    Reviews reviews{means, teller};
    Desk desk{means};
    Exemptions exemptions{means};
    Help help{means, teller};
    Violations violations{means, teller};
    Locks locks{means, teller};
};

} // namespace tucai::collect
