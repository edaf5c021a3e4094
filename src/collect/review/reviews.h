#pragma once

#include "collect/locks/teller.h"
#include "collect/review/review_rows.h"

namespace tucai::collect {

/// What a person decides about a photo.
struct NewDecision {
    std::string photo;
    std::int64_t version = 0;                         ///< of the photo, as the person saw it
    ReviewDecision decision = ReviewDecision::Accept; ///< or `Return`
    std::vector<ReviewTick> ticks;
    std::vector<std::string> reasons;     ///< of a return: codes of the catalogue (reasons.h), at least one
    std::string words;                    ///< free, to the student; kept sealed
    std::optional<std::int64_t> until_ms; ///< of a return: its deadline; none: as the batch has it
};

struct Decided {
    std::string review;         ///< id, for an undo
    PhotoRow photo;             ///< as it is then
    bool awaits_second = false; ///< another person has to accept it too
};

/// Persons' decisions about photos: of the school's office, then of the centre where the batch lists it.
/// Threads may share it.
///
/// Needs, everywhere: a scope whose tenant is the school; of a centre's person the one that Tenants::within
/// gives.
class Reviews {
public:
    Reviews(const Means& means, Teller& teller) : means_(means), teller_(teller) {}

    /// Accepts or returns a photo. The last step's acceptance ends the student's way and uses the code up; a
    /// return gives a deadline. Where two persons are asked for, the first acceptance waits for another's.
    /// Fails: Denied; NotFound; VersionStale (somebody decided meanwhile: look again); StateNotAllowed;
    /// PhotoNotMade (nothing could be delivered); TicksMissing; ReasonMissing; SamePerson; InvalidInput (an
    /// unknown reason or rule, a deadline that has passed, a bad tick with an acceptance); TextInvalid.
    Result<Decided> decide(const Scope& scope, const NewDecision& decision);

    /// Takes a decision of one's own back, while nothing followed it. Gives the photo as it is then.
    /// Fails: Denied (another's); NotFound; UndoTooLate; StateNotAllowed (a reset; the student has begun to
    /// shoot again).
    Result<PhotoRow> undo(const Scope& scope, const std::string& review);

    /// Lets a student whose photo was accepted shoot again (重置); the school's office only. `decision` is
    /// `Reset`. Fails: as decide.
    Result<Decided> reset(const Scope& scope, const NewDecision& decision);

private:
    const Means& means_;
    Teller& teller_;
};

} // namespace tucai::collect
