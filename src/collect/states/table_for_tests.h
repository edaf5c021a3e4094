#pragma once

#include "collect/states/machine.h"

#include <gtest/gtest.h>

#include <array>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tucai::collect {

/// "Not allowed here", in a table.
inline constexpr std::nullopt_t no = std::nullopt;

/// A state, and where each event leads from it, in the events' order.
template <class State, class Event> struct Row {
    State from;
    std::array<std::optional<State>, count_of<Event>> to;
};

/// A machine's whole table: each state once, each event a column.
template <class State, class Event> using Table = std::array<Row<State, Event>, count_of<State>>;

/// Takes every event in every state and compares with the table; a refusal must name state and event.
template <class State, class Event, class Step>
void expect_table(const Table<State, Event>& table, const Step& step)
{
    std::set<State> seen;
    for (const auto& row : table) {
        EXPECT_TRUE(seen.insert(row.from).second) << word(row.from) << " stands in two rows";
        for (std::size_t i = 0; i < row.to.size(); ++i) {
            const auto event = static_cast<Event>(i);
            const auto where = std::string(word(row.from)) + " x " + std::string(word(event));
            const Result<State> result = step(row.from, event);
            if (row.to.at(i)) {
                ASSERT_TRUE(result.has_value()) << where << ": " << result.error().message;
                EXPECT_EQ(word(*result), word(*row.to.at(i))) << where;
                continue;
            }
            ASSERT_FALSE(result.has_value()) << where << " leads to " << word(*result);
            EXPECT_EQ(result.error().code, ErrorCode::StateNotAllowed) << where;
            for (const auto name : {word(row.from), word(event)})
                EXPECT_NE(result.error().message.find("'" + std::string(name) + "'"), std::string::npos)
                    << where << ": " << result.error().message;
        }
    }
}

/// Compares an enum's words with those written out, both ways; all of them must be there.
template <class E> void expect_words(std::initializer_list<std::pair<E, std::string_view>> written)
{
    EXPECT_EQ(written.size(), count_of<E>);
    for (const auto& [value, text] : written) {
        EXPECT_EQ(word(value), text);
        EXPECT_EQ(from_word<E>(text), value) << text;
        EXPECT_EQ(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"), std::string_view::npos)
            << text;
    }
    EXPECT_EQ(from_word<E>("no_such_word"), std::nullopt);
    EXPECT_EQ(from_word<E>(""), std::nullopt);
}

} // namespace tucai::collect
