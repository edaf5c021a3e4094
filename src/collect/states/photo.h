#pragma once

#include "collect/states/machine.h"

#include <array>

namespace tucai::collect {

/// Where one photo of a student stands. A photo is never overwritten: a new one supersedes it.
enum class PhotoState {
    Captured,       ///< uploaded whole; not judged yet
    MachineOk,      ///< every rule passed or was not assessed
    MachineAsk,     ///< a rule wants a person's look
    MachineRefused, ///< a rule refuses; the student may still ask a person
    SchoolOk,
    SchoolReturned,
    CentreOk,
    CentreReturned,
    Delivered,  ///< in a package that was sent
    Registered, ///< the registry has taken it
    Disputed,   ///< the registry's comparison or the student's proofreading doubts it
};

enum class PhotoEvent {
    JudgeOk,
    JudgeAsk,
    JudgeRefused,
    SchoolAccept,
    SchoolReturn,
    CentreAccept,
    CentreReturn,
    Undo,  ///< the last review's decision is taken back, before the next step decided
    Reset, ///< the office lets the student shoot again although the photo was good (重置)
    Deliver,
    Register,
    Dispute,
};

/// Who reviews photos, as the batch lists it.
enum class ReviewSteps { School, SchoolAndCentre };

/// Whether the student sent the photo to the review, and how.
enum class Submission {
    None,        ///< not yet, or taken back
    Confirmed,   ///< "use this"
    PersonAsked, ///< "ask a person": sent although the machine refuses
};

/// Whether a newer photo of the student has been submitted.
enum class Succession { Current, Superseded };

/// What a photo's events rest on.
struct PhotoEvidence {
    ReviewSteps steps = ReviewSteps::School;
    Submission submission = Submission::None;
    Succession succession = Succession::Current;
    PhotoState judged_as = PhotoState::MachineAsk; ///< how the machine judged it: where `Undo` leads back to
};

template <> struct Words<PhotoState> {
    static constexpr std::string_view thing = "photo";
    static constexpr auto list = std::to_array<std::string_view>(
        {"captured", "machine_ok", "machine_ask", "machine_refused", "school_ok", "school_returned",
         "centre_ok", "centre_returned", "delivered", "registered", "disputed"});
};

template <> struct Words<PhotoEvent> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"judge_ok", "judge_ask", "judge_refused", "school_accept", "school_return", "centre_accept",
         "centre_return", "undo", "reset", "deliver", "register", "dispute"});
};

template <> struct Words<ReviewSteps> {
    static constexpr auto list = std::to_array<std::string_view>({"school", "school_and_centre"});
};

template <> struct Words<Submission> {
    static constexpr auto list = std::to_array<std::string_view>({"none", "confirmed", "person_asked"});
};

/// Whether the machine has judged the photo and no person has yet. Pure.
bool is_machine_judged(PhotoState state);

/// Whether the last of the batch's review steps has accepted the photo, and nothing came after. Pure.
bool is_finally_ok(PhotoState state, ReviewSteps steps);

/// Whether a review step of the batch has still to decide. Pure.
bool awaits_review(PhotoState state, ReviewSteps steps);

/// Whether a review has returned the photo to its student. Pure.
bool is_returned(PhotoState state);

/// Where a photo stands after an event.
///
/// Needs: evidence of the same photo, `judged_as` one of the machine's three. Pure.
/// Fails: StateNotAllowed where there is no such arrow; for the school's decision on a photo that its student
/// did not submit, or that the machine refuses and no person was asked to see; for the centre's decision in a
/// batch without that step; for delivery before the last step accepted; for reviews, `Undo`, `Reset` and
/// `Deliver` of a superseded photo. The registry's answers are facts: they hold for superseded photos too.
/// Source: design, "States"; ux, "The review desk" (undo).
Result<PhotoState> next(PhotoState state, PhotoEvent event, const PhotoEvidence& evidence);

} // namespace tucai::collect
