#include "collect/windows.h"

#include <algorithm>

namespace tucai::collect {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr minutes whole_day{24 * 60};
constexpr days longest_window{366};

/// Hours as minutes after the midnight of the day on which they begin; the closing may lie on the next day.
DailyHours unwound(const std::optional<DailyHours>& hours)
{
    if (!hours)
        return {.opens = minutes(0), .closes = whole_day};
    return {.opens = hours->opens,
            .closes = hours->closes > hours->opens ? hours->closes : hours->closes + whole_day};
}

Result<> check_hours(const DailyHours& hours)
{
    const bool is_in_day = hours.opens >= minutes(0) && hours.opens < whole_day &&
                           hours.closes >= minutes(0) && hours.closes <= whole_day;
    if (!is_in_day)
        return fail(ErrorCode::WindowInvalid, "Daily hours lie between 00:00 and 24:00.");
    if (hours.opens == hours.closes)
        return fail(ErrorCode::WindowInvalid,
                    "Daily hours close as they open; leave them away for the whole day.");
    return {};
}

Result<> check_window(const Window& window)
{
    static const BeijingDay earliest = *day_of(2000, 1, 1);
    static const BeijingDay latest = *day_of(2199, 12, 31);
    if (window.first_day < earliest || window.last_day > latest)
        return fail(ErrorCode::WindowInvalid, "A window lies between the years 2000 and 2199.");
    if (window.last_day < window.first_day)
        return fail(ErrorCode::WindowInvalid, "The window ends before it begins; swap its days.");
    if (window.last_day - window.first_day >= longest_window)
        return fail(ErrorCode::WindowInvalid, "A window lasts 366 days at most; check the years.");
    const bool has_reason = window.reason.find_first_not_of(" \t\r\n") != std::string::npos;
    if (window.kind == WindowKind::OwnWindow && !has_reason)
        return fail(ErrorCode::WindowInvalid, "A window of one's own needs a reason.");
    if (window.hours)
        return check_hours(*window.hours);
    return {};
}

/// The opening of a window on one of its days.
Opening opening_on(const Window& window, BeijingDay day)
{
    const auto hours = unwound(window.hours);
    return {
        .opens = moment_of(day + hours.opens), .closes = moment_of(day + hours.closes), .kind = window.kind};
}

} // namespace

Result<Openings> Openings::of(std::span<const Window> windows, std::span<const BeijingDay> holidays)
{
    Openings all;
    for (const auto& window : windows) {
        TUCAI_CHECK(check_window(window));
        const auto before = all.list_.size();
        for (auto day = window.first_day; day <= window.last_day; day += days(1)) {
            const bool is_holiday = std::find(holidays.begin(), holidays.end(), day) != holidays.end();
            if (window.kind == WindowKind::OwnWindow || !is_holiday)
                all.list_.push_back(opening_on(window, day));
        }
        if (all.list_.size() == before)
            return fail(ErrorCode::WindowInvalid, "Every day of the window is a holiday; move the window.");
    }
    std::stable_sort(all.list_.begin(), all.list_.end(),
                     [](const auto& a, const auto& b) { return a.opens < b.opens; });
    return all;
}

std::optional<base::Instant> Openings::closing_after(base::Instant moment) const
{
    std::optional<base::Instant> end;
    for (const auto& opening : list_) {
        const bool joins = end ? opening.opens <= *end : opening.opens <= moment;
        if (joins && opening.closes > end.value_or(moment))
            end = opening.closes;
    }
    return end;
}

WindowAnswer Openings::at(base::Instant now) const
{
    WindowAnswer answer;
    answer.closes = closing_after(now);
    const auto later = answer.closes.value_or(now);
    bool has_opened = false;
    std::optional<WindowKind> next_kind;
    for (const auto& opening : list_) {
        has_opened = has_opened || opening.opens <= now;
        if (opening.opens <= now && now < opening.closes) {
            answer.kind = std::min(answer.kind.value_or(opening.kind), opening.kind);
            answer.own_is_open = answer.own_is_open || opening.kind == WindowKind::OwnWindow;
        }
        if (opening.opens > later && (!answer.opens || opening.opens == *answer.opens)) {
            answer.opens = opening.opens;
            next_kind = std::min(next_kind.value_or(opening.kind), opening.kind);
        }
    }
    if (!answer.kind)
        answer.kind = next_kind;
    if (answer.closes)
        answer.phase = WindowPhase::Open;
    else if (answer.opens)
        answer.phase = has_opened ? WindowPhase::ClosedForNow : WindowPhase::Before;
    else
        answer.phase = list_.empty() ? WindowPhase::None : WindowPhase::Over;
    return answer;
}

bool Openings::may_go_on(base::Instant began, base::Instant now, std::chrono::milliseconds grace) const
{
    const auto closing = closing_after(began);
    if (!closing)
        return false;
    return now < *closing + grace || closing_after(now).has_value();
}

BatchDates dates_at(std::span<const Window> windows, base::Instant now)
{
    auto dates = BatchDates::None;
    for (const auto& window : windows) {
        if (window.kind == WindowKind::OwnWindow)
            continue;
        const auto begin = moment_of(window.first_day);
        const auto end = moment_of(window.last_day + std::max(whole_day, unwound(window.hours).closes));
        if (begin <= now && now < end)
            return BatchDates::Running;
        if (now < begin)
            dates = BatchDates::Ahead;
        else if (dates == BatchDates::None)
            dates = BatchDates::Over;
    }
    return dates;
}

bool takes_shots(BatchState state, const WindowAnswer& answer)
{
    switch (state) {
    case BatchState::Open:
        return answer.phase == WindowPhase::Open;
    case BatchState::Announced:
    case BatchState::Closed:
        return answer.own_is_open;
    case BatchState::Draft:
    case BatchState::Paused:
    case BatchState::Settled:
        break;
    }
    return false;
}

} // namespace tucai::collect
