#include "collect/states/batch.h"

namespace tucai::collect {
namespace {

using enum BatchState;

constexpr Arrow<BatchState, BatchEvent> arrows[] = {
    {Draft, BatchEvent::Announce, Announced}, {Announced, BatchEvent::Recall, Draft},
    {Announced, BatchEvent::Open, Open},      {Open, BatchEvent::Pause, Paused},
    {Paused, BatchEvent::Resume, Open},       {Open, BatchEvent::Close, Closed},
    {Paused, BatchEvent::Close, Closed},      {Closed, BatchEvent::AddRound, Announced},
    {Closed, BatchEvent::Settle, Settled},
};

} // namespace

Result<BatchState> next(BatchState state, BatchEvent event, BatchDates dates)
{
    TUCAI_TRY(const auto to, follow(arrows, state, event));
    const bool has_time = dates == BatchDates::Ahead || dates == BatchDates::Running;
    if (to == Announced && !has_time)
        return not_allowed(state, event, "Give the batch a round that is not over first.");
    if (to == Open && dates != BatchDates::Running)
        return not_allowed(state, event, "It opens only inside the dates of a round.");
    return to;
}

} // namespace tucai::collect
