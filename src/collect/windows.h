#pragma once

#include "base/instant.h"
#include "base/result.h"
#include "collect/beijing_time.h"
#include "collect/states/batch.h"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tucai::collect {

/// Why a window is there. Where several are open at once, the first of these is named.
enum class WindowKind {
    MainRound,
    MakeUpRound, ///< a further window of the same batch (补采集)
    OwnWindow,   ///< of one student or class, with a reason
};

template <> struct Words<WindowKind> {
    static constexpr auto list =
        std::to_array<std::string_view>({"main_round", "make_up_round", "own_window"});
};

/// The hours of each day, in minutes after Beijing's midnight; the closing minute is closed already. Hours
/// that close at or before their opening run over midnight into the next day: by them a student abroad shoots
/// by day.
struct DailyHours {
    std::chrono::minutes opens{0};
    std::chrono::minutes closes{0};
    bool operator==(const DailyHours&) const = default;
};

/// Days on which photos are taken, the first and the last among them.
struct Window {
    WindowKind kind = WindowKind::MainRound;
    BeijingDay first_day{};
    BeijingDay last_day{};
    std::optional<DailyHours> hours; ///< none: the whole day
    std::string reason;              ///< of an own window
};

/// Milliseconds in which one window is open without a break: `closes` itself is closed.
struct Opening {
    base::Instant opens;
    base::Instant closes;
    WindowKind kind = WindowKind::MainRound;
    bool operator==(const Opening&) const = default;
};

/// How a moment lies among openings.
enum class WindowPhase {
    None,   ///< there is no window at all
    Before, ///< nothing has opened yet
    Open,
    ClosedForNow, ///< between two openings: at night, on a holiday, between rounds
    Over,         ///< nothing will open any more
};

template <> struct Words<WindowPhase> {
    static constexpr auto list =
        std::to_array<std::string_view>({"none", "before", "open", "closed_for_now", "over"});
};

/// What to tell people about a moment.
struct WindowAnswer {
    WindowPhase phase = WindowPhase::None;
    std::optional<WindowKind> kind;      ///< of the window that is open, or else that opens next
    std::optional<base::Instant> closes; ///< while open: the end, windows that follow without a gap joined
    std::optional<base::Instant> opens;  ///< the next opening after a time in which all is closed
    bool own_is_open = false;            ///< an own window is among those that are open
    bool operator==(const WindowAnswer&) const = default;
};

/// All openings of a student: of the rounds of the batch and of the windows of the student's and the class's
/// own.
class Openings {
public:
    /// Works the openings out.
    ///
    /// Needs: days from 2000 to 2199; holidays in any order. They close rounds for the day on which hours
    /// begin; an own window is granted for its days and keeps them. Gives: no opening for no window. Pure; at
    /// most a year's days for each window. Fails: WindowInvalid, naming the mend: a window that ends before
    /// it begins, is longer than 366 days, has hours beyond the day or that close as they open, is all
    /// holidays; an own window without a reason.
    static Result<Openings> of(std::span<const Window> windows, std::span<const BeijingDay> holidays);

    /// By opening time.
    const std::vector<Opening>& list() const { return list_; }

    /// What to say of a moment. Pure.
    WindowAnswer at(base::Instant now) const;

    /// Whether a capture session that began at a moment may still go on: while its opening lasts, for `grace`
    /// after its closing, and whenever a window is open. Not where it began while all was closed. Pure.
    bool may_go_on(base::Instant began, base::Instant now, std::chrono::milliseconds grace) const;

private:
    std::optional<base::Instant> closing_after(base::Instant moment) const;

    std::vector<Opening> list_;
};

/// Where a moment lies among the rounds of a batch: a round runs from the first minute of its first day to
/// the last of its last, or to the end of hours that run over midnight. Own windows are passed over. Pure.
BatchDates dates_at(std::span<const Window> windows, base::Instant now);

/// Whether a student may begin to shoot: in an open batch while a window is open; before it opens and after
/// it was closed only in an own window; never while it is a draft, paused or settled. Pure.
bool takes_shots(BatchState state, const WindowAnswer& answer);

} // namespace tucai::collect
