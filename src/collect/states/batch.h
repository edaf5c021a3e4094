#pragma once

#include "collect/states/machine.h"

#include <array>

namespace tucai::collect {

/// Where a batch (批次), one collection of a school with its dates, stands. `Open` is the office's word:
/// whether shots are taken at a moment is asked of the windows too (collect/windows.h).
enum class BatchState {
    Draft,     ///< being set up; nobody else sees it
    Announced, ///< students see the dates
    Open,      ///< students shoot, inside dates and daily hours
    Paused,    ///< the office holds it; a paused batch keeps its dates
    Closed,    ///< nobody shoots; reviews go on
    Settled,   ///< paid and done; it never moves again
};

enum class BatchEvent {
    Announce,
    Recall, ///< the announcement is taken back before anything opened
    Open,
    Pause,
    Resume,
    Close,
    AddRound, ///< a make-up round (补采集) for a closed batch: it is announced and opens again
    Settle,
};

/// Where a moment lies among the rounds of a batch.
enum class BatchDates {
    None,    ///< the batch has no round yet
    Ahead,   ///< a round is still to come, and none runs
    Running, ///< between the first and the last day of a round
    Over,    ///< all rounds have passed
};

template <> struct Words<BatchState> {
    static constexpr std::string_view thing = "batch";
    static constexpr auto list =
        std::to_array<std::string_view>({"draft", "announced", "open", "paused", "closed", "settled"});
};

template <> struct Words<BatchEvent> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"announce", "recall", "open", "pause", "resume", "close", "add_round", "settle"});
};

/// Where a batch stands after an event.
///
/// Needs: the dates at the moment of the event. Pure.
/// Fails: StateNotAllowed where the design has no such arrow; for `Announce` and `AddRound` without a round
/// that runs or is ahead; for `Open` and `Resume` outside the dates of a round.
/// Source: design, "States".
Result<BatchState> next(BatchState state, BatchEvent event, BatchDates dates);

} // namespace tucai::collect
