#include "collect/roster/number_formats.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace tucai::collect::roster {
namespace {

/// Formats that need no code: dates and times, also those that Chinese spreadsheets have (ECMA-376, 18.8.30).
bool is_built_in_date(std::uint32_t id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

struct Day {
    int year = 0;
    int month = 0;
    int day = 0;
};

/// The day so many days after 1970-01-01. Howard Hinnant, "chrono-compatible low-level date algorithms".
Day day_of(int days)
{
    const int shifted = days + 719468;
    const int era = shifted / 146097;
    const int day_of_era = shifted - era * 146097;
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month = (5 * day_of_year + 2) / 153;
    const int civil_month = month < 10 ? month + 3 : month - 9;
    return {year_of_era + era * 400 + (civil_month <= 2 ? 1 : 0), civil_month,
            day_of_year - (153 * month + 2) / 5 + 1};
}

} // namespace

void NumberFormats::add_format(std::uint32_t id, std::string_view code)
{
    is_date_[id] = is_date_format(code);
}

bool NumberFormats::shows_date(std::size_t style) const
{
    if (style >= styles_.size())
        return false;
    const auto own = is_date_.find(styles_[style]);
    return own == is_date_.end() ? is_built_in_date(styles_[style]) : own->second;
}

bool is_date_format(std::string_view code)
{
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == ';')
            return false; // the first section is that of positive numbers
        if (c == '\\' || c == '_' || c == '*') {
            ++i; // the next character stands for itself
        } else if (c == '"' || c == '[') {
            const auto end = code.find(c == '"' ? '"' : ']', i + 1);
            if (end == std::string_view::npos)
                return false;
            const auto inside = code.substr(i + 1, end - i - 1);
            if (c == '[' && !inside.empty() && inside.find_first_not_of("hms") == std::string_view::npos)
                return true; // hours, minutes or seconds that have passed
            i = end;
        } else if (std::string_view("yYmMdDhHsS").find(c) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::optional<std::string> date_of_number(std::string_view number, bool counts_from_1904)
{
    constexpr double first_of_10000 = 2958466;
    constexpr int from_1900 = -25569; // to days from 1970, in Excel's count from 1900
    constexpr int from_1904 = -24107;
    constexpr int seconds_a_day = 86400;
    double value = 0;
    const auto [end, status] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (status != std::errc() || end != number.data() + number.size() ||
        !(value >= 0 && value < first_of_10000))
        return std::nullopt;
    int days = static_cast<int>(std::floor(value));
    int seconds = static_cast<int>(std::lround((value - days) * seconds_a_day));
    days += seconds / seconds_a_day;
    seconds %= seconds_a_day;
    const auto time = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (days == 0 && !counts_from_1904)
        return time;
    if (days == 60 && !counts_from_1904)
        return std::nullopt; // Excel has a 29 February 1900, which never was
    const int shift = counts_from_1904 ? from_1904 : days < 60 ? from_1900 + 1 : from_1900;
    const Day day = day_of(days + shift);
    if (day.year > 9999)
        return std::nullopt;
    const auto text = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    return seconds == 0 ? text : text + " " + time;
}

} // namespace tucai::collect::roster
