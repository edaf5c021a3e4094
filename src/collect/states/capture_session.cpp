#include "collect/states/capture_session.h"

namespace tucai::collect {
namespace {

using enum CaptureState;

constexpr Arrow<CaptureState, CaptureEvent> arrows[] = {
    {Open, CaptureEvent::Judge, Judged},        {Open, CaptureEvent::Abandon, Abandoned},
    {Open, CaptureEvent::Expire, Expired},      {Judged, CaptureEvent::Judge, Judged},
    {Judged, CaptureEvent::Confirm, Confirmed}, {Judged, CaptureEvent::Abandon, Abandoned},
    {Judged, CaptureEvent::Expire, Expired},
};

} // namespace

Result<CaptureState> next(CaptureState state, CaptureEvent event, const Choice& choice)
{
    TUCAI_TRY(const auto to, follow(arrows, state, event));
    if (event != CaptureEvent::Confirm)
        return to;
    if (!is_machine_judged(choice.photo))
        return not_allowed(state, event, "The chosen shot has not been judged; wait for it.");
    if (choice.submission == Submission::None)
        return not_allowed(state, event, "No shot was chosen.");
    if (choice.photo == PhotoState::MachineRefused && choice.submission != Submission::PersonAsked)
        return not_allowed(state, event, "The chosen shot is refused: shoot again, or ask a person.");
    return to;
}

} // namespace tucai::collect
