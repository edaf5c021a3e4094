#include "collect/states/photo.h"

namespace tucai::collect {
namespace {

using enum PhotoState;

/// All arrows but the school's undo, which leads back to what the machine said.
constexpr Arrow<PhotoState, PhotoEvent> arrows[] = {
    {Captured, PhotoEvent::JudgeOk, MachineOk},
    {Captured, PhotoEvent::JudgeAsk, MachineAsk},
    {Captured, PhotoEvent::JudgeRefused, MachineRefused},
    {MachineOk, PhotoEvent::SchoolAccept, SchoolOk},
    {MachineOk, PhotoEvent::SchoolReturn, SchoolReturned},
    {MachineAsk, PhotoEvent::SchoolAccept, SchoolOk},
    {MachineAsk, PhotoEvent::SchoolReturn, SchoolReturned},
    {MachineRefused, PhotoEvent::SchoolAccept, SchoolOk},
    {MachineRefused, PhotoEvent::SchoolReturn, SchoolReturned},
    {SchoolOk, PhotoEvent::CentreAccept, CentreOk},
    {SchoolOk, PhotoEvent::CentreReturn, CentreReturned},
    {SchoolOk, PhotoEvent::Reset, SchoolReturned},
    {SchoolOk, PhotoEvent::Deliver, Delivered},
    {CentreOk, PhotoEvent::Undo, SchoolOk},
    {CentreOk, PhotoEvent::Reset, SchoolReturned},
    {CentreOk, PhotoEvent::Deliver, Delivered},
    {CentreReturned, PhotoEvent::Undo, SchoolOk},
    {Delivered, PhotoEvent::Register, Registered},
    {Delivered, PhotoEvent::Dispute, Disputed},
    {Registered, PhotoEvent::Dispute, Disputed},
    {Disputed, PhotoEvent::Register, Registered},
};

bool is_judgement(PhotoEvent event)
{
    return event == PhotoEvent::JudgeOk || event == PhotoEvent::JudgeAsk || event == PhotoEvent::JudgeRefused;
}

bool is_answer_of_registry(PhotoEvent event)
{
    return event == PhotoEvent::Register || event == PhotoEvent::Dispute;
}

/// Why an arrow may not be taken, with what to do; empty where it may.
std::string_view hindrance(PhotoState state, PhotoEvent event, const PhotoEvidence& evidence)
{
    const bool is_inside = !is_judgement(event) && !is_answer_of_registry(event);
    if (is_inside && evidence.succession == Succession::Superseded)
        return "A newer photo has taken its place; look at that one.";
    if (is_machine_judged(state) && evidence.submission == Submission::None)
        return "Its student has not submitted it.";
    if (state == MachineRefused && evidence.submission != Submission::PersonAsked)
        return "The machine refuses it, and its student did not ask a person.";
    const bool is_centres = event == PhotoEvent::CentreAccept || event == PhotoEvent::CentreReturn;
    if (is_centres && evidence.steps != ReviewSteps::SchoolAndCentre)
        return "This batch has no review by a centre.";
    if (event == PhotoEvent::Deliver && !is_finally_ok(state, evidence.steps))
        return "The last review has not accepted it.";
    return {};
}

} // namespace

bool is_machine_judged(PhotoState state)
{
    return state == MachineOk || state == MachineAsk || state == MachineRefused;
}

bool is_finally_ok(PhotoState state, ReviewSteps steps)
{
    return state == (steps == ReviewSteps::School ? SchoolOk : CentreOk);
}

bool awaits_review(PhotoState state, ReviewSteps steps)
{
    return is_machine_judged(state) || (state == SchoolOk && steps == ReviewSteps::SchoolAndCentre);
}

bool is_returned(PhotoState state)
{
    return state == SchoolReturned || state == CentreReturned;
}

Result<PhotoState> next(PhotoState state, PhotoEvent event, const PhotoEvidence& evidence)
{
    Result<PhotoState> to = evidence.judged_as;
    const bool undoes_school = event == PhotoEvent::Undo && (state == SchoolOk || state == SchoolReturned);
    if (!undoes_school)
        to = follow(arrows, state, event);
    else if (!is_machine_judged(evidence.judged_as))
        return not_allowed(state, event, "Nothing says how the machine had judged it.");
    if (!to)
        return to;
    if (const auto why = hindrance(state, event, evidence); !why.empty())
        return not_allowed(state, event, why);
    return to;
}

} // namespace tucai::collect
