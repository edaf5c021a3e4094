#include "collect/states/lock.h"

namespace tucai::collect {
namespace {

using enum LockState;

constexpr Arrow<LockState, LockEvent> arrows[] = {
    {Active, LockEvent::Object, Contested},
    {Active, LockEvent::Lift, Lifted},
    {Contested, LockEvent::RejectObjection, Active},
    {Contested, LockEvent::UpholdObjection, Overturned},
    {Contested, LockEvent::Lift, Lifted},
};

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

bool has_ended(LockState state)
{
    return state == Lifted || state == Overturned;
}

Result<LockState> next(LockState state, LockEvent event, const LockDecision& decision)
{
    TUCAI_TRY(const auto to, follow(arrows, state, event));
    if (event == LockEvent::Object)
        return to;
    if (is_blank(decision.officer))
        return not_allowed(state, event, "Only an officer who is named decides this.");
    if (is_blank(decision.reason))
        return not_allowed(state, event, "Give the reason.");
    return to;
}

} // namespace tucai::collect
