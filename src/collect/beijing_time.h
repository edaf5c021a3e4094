#pragma once

#include "base/instant.h"
#include "base/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect {

/// A day of Beijing's calendar.
using BeijingDay = std::chrono::local_days;

/// A moment as Beijing's clocks show it. China has one time, UTC+8, and no summer time since 1991; earlier
/// summers (1986 to 1991) are not modelled.
using BeijingTime = std::chrono::local_time<std::chrono::milliseconds>;

/// What Beijing's clocks show at a moment, and when they show it. Pure.
BeijingTime beijing_time(base::Instant moment);
base::Instant moment_of(BeijingTime time);

/// The day of Beijing on which a moment lies. Pure.
BeijingDay beijing_day(base::Instant moment);

/// Reads a day as "2026-05-04", from the year 1900 to 2199. Fails: InvalidInput for another form, or for a
/// day that the calendar does not have. Pure.
Result<BeijingDay> read_day(std::string_view text);

/// A real day of the calendar, 1900 to 2199; nothing else. Pure.
std::optional<BeijingDay> day_of(int year, unsigned month, unsigned day);

/// Reads a time of day as "08:00", to "24:00", as minutes after midnight. Fails: InvalidInput. Pure.
Result<std::chrono::minutes> read_minute(std::string_view text);

/// "2026-05-04". Pure.
std::string day_text(BeijingDay day);

/// "08:00"; 1440 minutes are "24:00". Pure.
std::string minute_text(std::chrono::minutes after_midnight);

/// "2026-05-04 08:00": Beijing's day and time of a moment, seconds left out. Pure.
std::string moment_text(base::Instant moment);

} // namespace tucai::collect
