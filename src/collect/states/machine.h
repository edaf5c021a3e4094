#pragma once

#include "base/result.h"
#include "collect/words.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace tucai::collect {

/// One arrow of a machine.
template <class State, class Event> struct Arrow {
    State from;
    Event event;
    State to;
};

/// The error StateNotAllowed, naming thing, state and event; `mend` says what to do instead, or nothing.
tl::unexpected<Error> not_allowed(std::string_view thing, std::string_view state, std::string_view event,
                                  std::string_view mend);

/// The error StateNotAllowed for an event that may not happen in a state.
template <class State, class Event>
tl::unexpected<Error> not_allowed(State state, Event event, std::string_view mend = {})
{
    return not_allowed(Words<State>::thing, word(state), word(event), mend);
}

/// Where the arrow of an event leads. Fails: StateNotAllowed where no arrow leaves the state with it. Pure.
template <class State, class Event, std::size_t N>
Result<State> follow(const Arrow<State, Event> (&arrows)[N], State state, Event event)
{
    for (const auto& arrow : arrows)
        if (arrow.from == state && arrow.event == event)
            return arrow.to;
    return not_allowed(state, event);
}

} // namespace tucai::collect
