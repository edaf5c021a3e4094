#pragma once

#include "collect/review/exemption_rows.h"
#include "collect/review/reviews.h"

namespace tucai::collect {

/// What a decision is checked against.
struct DecisionGround {
    PhotoRow photo;
    ReviewStep step = ReviewStep::School;
    std::int64_t persons = 1;
    std::optional<ReviewRow> first;      ///< a first person's acceptance that waits
    std::vector<std::string> unassessed; ///< rules that the machine left to a person
    std::vector<ExemptionRow> exemptions;
    std::int64_t return_hours = 0;
};

/// Reads it, and checks that the photo is as the person saw it. Fails: NotFound; VersionStale;
/// StateNotAllowed (the batch has no such step, the student is locked or gone).
Result<DecisionGround> load_ground(store::Transaction& sql, const Scope& scope, ReviewStep step,
                                   const NewDecision& decision, std::int64_t now_ms);

/// Whether the ticks answer what they must. `Accept` of the first step needs one for every unassessed rule;
/// later ones are free to add. Pure. Fails: TicksMissing, InvalidInput.
Result<> check_ticks(const DecisionGround& ground, const NewDecision& decision);

/// Whether a return says why. Pure. Fails: ReasonMissing, InvalidInput.
Result<> check_reasons(const NewDecision& decision);

/// The deadline of a return. Pure. Fails: InvalidInput (past, or more than 60 days ahead).
Result<std::int64_t> deadline_of(const DecisionGround& ground, const NewDecision& decision,
                                 std::int64_t now_ms);

/// A reviewer's words; empty where there are none. Fails: TextInvalid.
Result<std::string> read_words(const std::string& words);

} // namespace tucai::collect
