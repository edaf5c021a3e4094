#include "api/times.h"

#include <charconv>
#include <chrono>

namespace tucai::api {
namespace {

/// The digits of a text as a number; nothing where it has anything else.
std::optional<int> number_of(std::string_view text)
{
    for (const char c : text)
        if (c < '0' || c > '9')
            return std::nullopt;
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::chrono::sys_days> day_of(std::string_view text)
{
    const auto year = number_of(text.substr(0, 4));
    const auto month = number_of(text.substr(5, 2));
    const auto day = number_of(text.substr(8, 2));
    if (!year || !month || !day || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date);
}

/// Milliseconds of ".5", ".25" or ".125"; 0 of an empty text.
std::optional<int> fraction_of(std::string_view text)
{
    if (text.empty())
        return 0;
    if (text[0] != '.' || text.size() < 2 || text.size() > 4)
        return std::nullopt;
    auto value = number_of(text.substr(1));
    for (auto digits = text.size() - 1; value && digits < 3; ++digits)
        *value *= 10;
    return value;
}

} // namespace

std::optional<std::int64_t> read_time(std::string_view text)
{
    constexpr std::size_t shortest = 20; // 2026-06-01T08:00:00Z
    if (text.size() < shortest || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text.back() != 'Z')
        return std::nullopt;
    const auto day = day_of(text);
    const auto hour = number_of(text.substr(11, 2));
    const auto minute = number_of(text.substr(14, 2));
    const auto second = number_of(text.substr(17, 2));
    const auto fraction = fraction_of(text.substr(19, text.size() - 20));
    if (!day || !hour || !minute || !second || !fraction || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    const auto at = std::chrono::sys_time<std::chrono::milliseconds>(*day) + std::chrono::hours(*hour) +
                    std::chrono::minutes(*minute) + std::chrono::seconds(*second) +
                    std::chrono::milliseconds(*fraction);
    return at.time_since_epoch().count();
}

} // namespace tucai::api
