#pragma once

#include "collect/states/machine.h"

#include <array>

namespace tucai::collect {

/// Where the lock of a student stands, with the student's objection to it.
enum class LockState {
    Active,
    Contested,  ///< locked still, and an objection waits for a decision
    Lifted,     ///< ended by an officer, for a reason
    Overturned, ///< ended because an objection was upheld
};

enum class LockEvent { Object, RejectObjection, UpholdObjection, Lift };

/// Who decides about a lock, and why; for `Object` nobody.
struct LockDecision {
    std::string_view officer; ///< the officer's id
    std::string_view reason;  ///< in the officer's words
};

template <> struct Words<LockState> {
    static constexpr std::string_view thing = "lock";
    static constexpr auto list =
        std::to_array<std::string_view>({"active", "contested", "lifted", "overturned"});
};

template <> struct Words<LockEvent> {
    static constexpr auto list =
        std::to_array<std::string_view>({"object", "reject_objection", "uphold_objection", "lift"});
};

/// Whether the lock has ended. Pure.
bool has_ended(LockState state);

/// Where a lock stands after an event. After a rejected objection the student may object again. Pure.
///
/// Fails: StateNotAllowed where there is no such arrow; for every event but `Object` where the officer is not
/// named or the reason holds nothing but blanks.
/// Source: design, "States".
Result<LockState> next(LockState state, LockEvent event, const LockDecision& decision);

} // namespace tucai::collect
