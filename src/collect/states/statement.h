#pragma once

#include "collect/states/machine.h"

#include <array>

namespace tucai::collect {

/// Where the statement of what a school pays stands.
enum class StatementState { Draft, Issued, Paid };

enum class StatementEvent {
    Issue,
    Recall, ///< a mistake was found before payment; both versions stay in the audit
    Pay,
};

template <> struct Words<StatementState> {
    static constexpr std::string_view thing = "statement";
    static constexpr auto list = std::to_array<std::string_view>({"draft", "issued", "paid"});
};

template <> struct Words<StatementEvent> {
    static constexpr auto list = std::to_array<std::string_view>({"issue", "recall", "pay"});
};

/// Where a statement stands after an event. Pure.
/// Fails: StateNotAllowed where there is no such arrow. Source: design, "States".
Result<StatementState> next(StatementState state, StatementEvent event);

} // namespace tucai::collect
