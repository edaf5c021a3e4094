#pragma once

#include "collect/states/capture_session.h"
#include "collect/states/collection_code.h"
#include "collect/states/lock.h"
#include "collect/states/photo.h"
#include "collect/states/violation.h"

#include <array>
#include <optional>

namespace tucai::collect {

/// Where a student stands in a batch. A student whom a newer roster lacks keeps the state and is listed for
/// the office; nobody is ever deleted by a roster.
enum class StudentState {
    Listed,     ///< on the roster
    Coded,      ///< has a collection code
    Capturing,  ///< has confirmed the identity; shoots
    Submitted,  ///< a photo waits for review
    Accepted,   ///< the last review step accepted the photo
    Returned,   ///< to shoot again, with a reason and a deadline
    DoneBefore, ///< has a picture from an earlier year
    Withdrawn,  ///< has left the school (退学)
    Deferred,   ///< graduates later (延期)
    Locked,     ///< a confirmed violation; lies across all other states
};

enum class StudentEvent {
    IssueCode,
    BeginCapture,
    Submit,
    TakeBack, ///< the student takes the photo back while it waits
    Accept,
    Return,
    Undo,  ///< the review's decision was undone: the photo waits again
    Reset, ///< the office lets an accepted student shoot again (重置)
    MarkDoneBefore,
    Withdraw,
    Defer,
    Relist, ///< back on the list: a deferred student graduates after all, or a mark was a mistake
    Lock,
    Unlock, ///< the last of the student's locks has ended
};

/// A student's state, and under a lock the state that the lock found.
struct StudentStanding {
    StudentState state = StudentState::Listed;
    std::optional<StudentState> locked_from; ///< set if and only if `state` is `Locked`
    bool operator==(const StudentStanding&) const = default;
};

/// How the things stand that an event rests on; each event reads what its line below names.
struct StudentEvidence {
    std::optional<CodeState> code;           ///< BeginCapture: the student's code
    std::optional<CaptureState> session;     ///< Submit: the session in which the photo was shot
    std::optional<PhotoState> photo;         ///< Submit, TakeBack, Accept, Return, Undo: the submitted photo
    ReviewSteps steps = ReviewSteps::School; ///< Accept, Undo: of the batch
    std::optional<ViolationState> violation; ///< Lock: the ground
    std::optional<LockState> lock;           ///< Unlock: the lock that ends
};

template <> struct Words<StudentState> {
    static constexpr std::string_view thing = "student";
    static constexpr auto list =
        std::to_array<std::string_view>({"listed", "coded", "capturing", "submitted", "accepted", "returned",
                                         "done_before", "withdrawn", "deferred", "locked"});
};

template <> struct Words<StudentEvent> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"issue_code", "begin_capture", "submit", "take_back", "accept", "return", "undo", "reset",
         "mark_done_before", "withdraw", "defer", "relist", "lock", "unlock"});
};

/// Where a student stands after an event.
///
/// Needs: a standing as this function gives it, and evidence as stored at the moment of the event. Pure.
/// Gives: while a lock lies on the student nothing but `Unlock` moves, and that leads back to where the lock
/// found the student. A second lock changes nothing here; send `Unlock` when the last one ends.
/// Fails: StateNotAllowed where there is no such arrow, or where the evidence does not carry the event: a
/// capture without a bound code, a submission without a confirmed session and a judged photo, an acceptance
/// that the last review step did not give, a lock without a confirmed violation. Internal for a standing that
/// is locked from nowhere.
/// Source: design, "States"; ux, "The student's screens" (take back) and "The review desk" (undo).
Result<StudentStanding> next(const StudentStanding& standing, StudentEvent event,
                             const StudentEvidence& evidence);

} // namespace tucai::collect
