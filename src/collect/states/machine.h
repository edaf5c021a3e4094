#pragma once

#include "base/result.h"

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect {

/// The stable words of an enum, as `list` in the enum's order, and what people call the thing, as `thing`.
/// Specialised beside each enum. The words are stored, sent and matched on: they stay as they are.
template <class E> struct Words;

/// How many values an enum has.
template <class E> inline constexpr std::size_t count_of = std::size(Words<E>::list);

/// The stable word of a state or an event, such as "machine_ok". Pure.
template <class E> constexpr std::string_view word(E value)
{
    return Words<E>::list.at(static_cast<std::size_t>(value));
}

/// The state or the event of a stable word; nothing where no value has it. Pure.
template <class E> constexpr std::optional<E> from_word(std::string_view text)
{
    for (std::size_t i = 0; i < count_of<E>; ++i)
        if (Words<E>::list.at(i) == text)
            return static_cast<E>(i);
    return std::nullopt;
}

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
