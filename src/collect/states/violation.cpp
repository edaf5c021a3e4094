#include "collect/states/violation.h"

namespace tucai::collect {
namespace {

using enum ViolationState;

constexpr Arrow<ViolationState, ViolationEvent> arrows[] = {
    {Raised, ViolationEvent::Confirm, Confirmed},
    {Raised, ViolationEvent::Dismiss, Dismissed},
    {Confirmed, ViolationEvent::Overturn, Dismissed},
};

} // namespace

Result<ViolationState> next(ViolationState state, ViolationEvent event, Decider decider)
{
    TUCAI_TRY(const auto to, follow(arrows, state, event));
    if (decider != Decider::Person)
        return not_allowed(state, event, "Only a person decides this.");
    return to;
}

} // namespace tucai::collect
