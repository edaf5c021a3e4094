#include "collect/beijing_time.h"

#include <cstdio>
#include <optional>

namespace tucai::collect {
namespace {

constexpr std::chrono::hours ahead_of_utc{8};

/// The number of a text of digits and nothing else; nothing for another text.
std::optional<int> number(std::string_view digits)
{
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = 10 * value + (c - '0');
    }
    return value;
}

/// Text of a form such as "%04d-%02u-%02u"; what is printed here always fits.
template <class... Numbers> std::string printed(const char* form, Numbers... numbers)
{
    char text[32];
    const int length = std::snprintf(text, sizeof text, form, numbers...);
    return {text, static_cast<std::size_t>(length)};
}

} // namespace

BeijingTime beijing_time(base::Instant moment)
{
    return BeijingTime(moment.time_since_epoch() + ahead_of_utc);
}

base::Instant moment_of(BeijingTime time)
{
    return base::Instant(time.time_since_epoch() - ahead_of_utc);
}

BeijingDay beijing_day(base::Instant moment)
{
    return std::chrono::floor<std::chrono::days>(beijing_time(moment));
}

std::optional<BeijingDay> day_of(int year, unsigned month, unsigned day)
{
    const auto date = std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                                  std::chrono::day(day));
    if (!date.ok() || year < 1900 || year > 2199)
        return std::nullopt;
    return BeijingDay(date);
}

Result<BeijingDay> read_day(std::string_view text)
{
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        const auto year = number(text.substr(0, 4));
        const auto month = number(text.substr(5, 2));
        const auto day = number(text.substr(8, 2));
        if (year && month && day)
            if (const auto found = day_of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)))
                return *found;
    }
    return fail(ErrorCode::InvalidInput, "Write the day as 2026-05-04; it must be in the calendar.");
}

Result<std::chrono::minutes> read_minute(std::string_view text)
{
    if (text.size() == 5 && text[2] == ':') {
        const auto hours = number(text.substr(0, 2));
        const auto minutes = number(text.substr(3, 2));
        if (hours && minutes && *minutes < 60 && 60 * *hours + *minutes <= 24 * 60)
            return std::chrono::minutes(60 * *hours + *minutes);
    }
    return fail(ErrorCode::InvalidInput, "Write the time as 08:00, from 00:00 to 24:00.");
}

std::string day_text(BeijingDay day)
{
    const std::chrono::year_month_day date(day);
    return printed("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                   static_cast<unsigned>(date.day()));
}

std::string minute_text(std::chrono::minutes after_midnight)
{
    const int minutes = static_cast<int>(after_midnight.count());
    return printed("%02d:%02d", minutes / 60, minutes % 60);
}

std::string moment_text(base::Instant moment)
{
    const auto day = beijing_day(moment);
    const auto since_midnight = beijing_time(moment) - day;
    return day_text(day) + " " + minute_text(std::chrono::floor<std::chrono::minutes>(since_midnight));
}

} // namespace tucai::collect
