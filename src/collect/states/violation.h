#pragma once

#include "collect/states/machine.h"

#include <array>

namespace tucai::collect {

/// Where a suspected violation stands: re-photographing, editing, another person. A machine only raises it,
/// with evidence; a confirmed one locks its student.
enum class ViolationState { Raised, Confirmed, Dismissed };

enum class ViolationEvent {
    Confirm,
    Dismiss,
    Overturn, ///< an objection was upheld: what was confirmed did not hold
};

/// Who decides.
enum class Decider { Machine, Person };

template <> struct Words<ViolationState> {
    static constexpr std::string_view thing = "suspected violation";
    static constexpr auto list = std::to_array<std::string_view>({"raised", "confirmed", "dismissed"});
};

template <> struct Words<ViolationEvent> {
    static constexpr auto list = std::to_array<std::string_view>({"confirm", "dismiss", "overturn"});
};

/// Where a suspected violation stands after an event. Pure.
///
/// Fails: StateNotAllowed where there is no such arrow, and for every event of a machine's: only persons
/// decide. Source: design, "States" and "The way of one photo".
Result<ViolationState> next(ViolationState state, ViolationEvent event, Decider decider);

} // namespace tucai::collect
