#include "http/access_log.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tucai::http {
namespace {

struct Parts {
    std::chrono::year_month_day day;
    std::chrono::weekday weekday;
    std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
};

Parts parts_of(base::Instant time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    return {day, std::chrono::weekday(day), std::chrono::hh_mm_ss(time - day)};
}

} // namespace

std::string utc_text(base::Instant time)
{
    const auto [day, weekday, clock] = parts_of(time);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

std::string http_date(base::Instant time)
{
    constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto [day, weekday, clock] = parts_of(time);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[weekday.c_encoding()],
                       static_cast<unsigned>(day.day()), months[static_cast<unsigned>(day.month()) - 1],
                       static_cast<int>(day.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

std::string access_line(base::Instant time, std::string_view request_id, const RequestFigures& figures,
                        std::string_view problem)
{
    const double ms = std::chrono::duration<double, std::milli>(figures.duration).count();
    nlohmann::ordered_json line{{"time", utc_text(time)},
                                {"request", request_id},
                                {"method", figures.method},
                                {"route", figures.route.empty() ? "none" : figures.route},
                                {"status", figures.status},
                                {"ms", std::round(ms * 1000) / 1000},
                                {"received_bytes", figures.received_bytes},
                                {"sent_bytes", figures.sent_bytes}};
    if (!problem.empty())
        line["problem"] = problem;
    return line.dump();
}

} // namespace tucai::http
