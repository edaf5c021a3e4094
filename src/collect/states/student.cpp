#include "collect/states/student.h"

namespace tucai::collect {
namespace {

using enum StudentState;

/// All arrows but those of the lock, which lies across all.
constexpr Arrow<StudentState, StudentEvent> arrows[] = {
    {Listed, StudentEvent::IssueCode, Coded},
    {Coded, StudentEvent::BeginCapture, Capturing},
    {Capturing, StudentEvent::BeginCapture, Capturing}, // the session before was abandoned or expired
    {Returned, StudentEvent::BeginCapture, Capturing},
    {Capturing, StudentEvent::Submit, Submitted},
    {Submitted, StudentEvent::TakeBack, Capturing},
    {Submitted, StudentEvent::Accept, Accepted},
    {Submitted, StudentEvent::Return, Returned},
    {Accepted, StudentEvent::Undo, Submitted},
    {Returned, StudentEvent::Undo, Submitted},
    {Accepted, StudentEvent::Reset, Returned},
    {Listed, StudentEvent::MarkDoneBefore, DoneBefore},
    {Coded, StudentEvent::MarkDoneBefore, DoneBefore},
    {Capturing, StudentEvent::MarkDoneBefore, DoneBefore},
    {Returned, StudentEvent::MarkDoneBefore, DoneBefore},
    {Listed, StudentEvent::Withdraw, Withdrawn},
    {Coded, StudentEvent::Withdraw, Withdrawn},
    {Capturing, StudentEvent::Withdraw, Withdrawn},
    {Submitted, StudentEvent::Withdraw, Withdrawn},
    {Accepted, StudentEvent::Withdraw, Withdrawn},
    {Returned, StudentEvent::Withdraw, Withdrawn},
    {DoneBefore, StudentEvent::Withdraw, Withdrawn},
    {Deferred, StudentEvent::Withdraw, Withdrawn},
    {Listed, StudentEvent::Defer, Deferred},
    {Coded, StudentEvent::Defer, Deferred},
    {Capturing, StudentEvent::Defer, Deferred},
    {Submitted, StudentEvent::Defer, Deferred},
    {Accepted, StudentEvent::Defer, Deferred},
    {Returned, StudentEvent::Defer, Deferred},
    {DoneBefore, StudentEvent::Defer, Deferred},
    {DoneBefore, StudentEvent::Relist, Listed},
    {Withdrawn, StudentEvent::Relist, Listed},
    {Deferred, StudentEvent::Relist, Listed},
};

/// What an event lacks, with what to do; empty where the evidence carries it.
std::string_view lack(StudentEvent event, const StudentEvidence& evidence)
{
    const auto& photo = evidence.photo;
    switch (event) {
    case StudentEvent::BeginCapture:
        return evidence.code == CodeState::Bound ? "" : "Confirm the identity with the code first.";
    case StudentEvent::Submit:
        if (evidence.session != CaptureState::Confirmed)
            return "Confirm a shot first.";
        return photo && is_machine_judged(*photo) ? "" : "The photo has not been judged; wait for it.";
    case StudentEvent::TakeBack:
        return photo && is_machine_judged(*photo) ? "" : "A review has already decided on the photo.";
    case StudentEvent::Accept:
        return photo && is_finally_ok(*photo, evidence.steps) ? ""
                                                              : "The last review has not accepted the photo.";
    case StudentEvent::Return:
        return photo && is_returned(*photo) ? "" : "No review has returned the photo.";
    case StudentEvent::Undo:
        return photo && awaits_review(*photo, evidence.steps) ? "" : "Undo the decision on the photo first.";
    case StudentEvent::Lock:
        return evidence.violation == ViolationState::Confirmed ? "" : "Only a confirmed violation locks.";
    case StudentEvent::Unlock:
        return evidence.lock && has_ended(*evidence.lock) ? "" : "The lock has not ended.";
    default:
        return "";
    }
}

/// Where the arrow leads, the lock's arrows among them; without a look at the evidence.
Result<StudentStanding> led(const StudentStanding& standing, StudentEvent event)
{
    const bool is_locked = standing.state == Locked;
    if (is_locked != standing.locked_from.has_value() || standing.locked_from == Locked)
        return fail(ErrorCode::Internal, "A student's standing is locked from nowhere.");
    if (event == StudentEvent::Lock && !is_locked)
        return StudentStanding{.state = Locked, .locked_from = standing.state};
    if (event == StudentEvent::Unlock && is_locked)
        return StudentStanding{.state = *standing.locked_from, .locked_from = {}};
    TUCAI_TRY(const auto to, follow(arrows, standing.state, event));
    return StudentStanding{.state = to, .locked_from = {}};
}

} // namespace

Result<StudentStanding> next(const StudentStanding& standing, StudentEvent event,
                             const StudentEvidence& evidence)
{
    TUCAI_TRY(const auto to, led(standing, event));
    if (const auto why = lack(event, evidence); !why.empty())
        return not_allowed(standing.state, event, why);
    return to;
}

} // namespace tucai::collect
