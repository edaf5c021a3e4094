#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

namespace tucai::collect {

/// The stable words of an enum, as `list` in the enum's order; for a machine's states also what people call
/// the thing, as `thing`. Specialised beside each enum. Words are stored, sent and matched on: they stay as
/// they are.
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

} // namespace tucai::collect
