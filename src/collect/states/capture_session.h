#pragma once

#include "collect/states/photo.h"

#include <array>

namespace tucai::collect {

/// Where one sitting of a student before the camera stands. Each of its shots is a photo of its own.
enum class CaptureState {
    Open,      ///< begun; nothing was judged yet
    Judged,    ///< at least one shot was judged; the student chooses or shoots again
    Confirmed, ///< the student submitted one of the shots
    Abandoned, ///< nothing came for a while; by a timer's job
    Expired,   ///< its longest time passed, or the window closed and the grace with it; by a timer's job
};

enum class CaptureEvent { Judge, Confirm, Abandon, Expire };

template <> struct Words<CaptureState> {
    static constexpr std::string_view thing = "capture session";
    static constexpr auto list =
        std::to_array<std::string_view>({"open", "judged", "confirmed", "abandoned", "expired"});
};

template <> struct Words<CaptureEvent> {
    static constexpr auto list = std::to_array<std::string_view>({"judge", "confirm", "abandon", "expire"});
};

/// The shot that a student chose, and how.
struct Choice {
    PhotoState photo = PhotoState::Captured;
    Submission submission = Submission::None;
};

/// Where a session stands after an event. `choice` is read for `Confirm` only. Pure.
///
/// Fails: StateNotAllowed where there is no such arrow; for `Confirm` of a shot that the machine has not
/// judged, that was not chosen, or that the machine refuses and no person was asked to see.
/// Source: design, "States" and "The way of one photo".
Result<CaptureState> next(CaptureState state, CaptureEvent event, const Choice& choice);

} // namespace tucai::collect
