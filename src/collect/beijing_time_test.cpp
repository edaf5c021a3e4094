#include "collect/beijing_time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::collect {
namespace {

using namespace std::chrono_literals;

base::Instant at_ms(std::int64_t unix_ms)
{
    return base::Instant(std::chrono::milliseconds(unix_ms));
}

TEST(BeijingTime, IsEightHoursAheadOfUtcInSummerAndWinter)
{
    EXPECT_EQ(moment_text(at_ms(0)), "1970-01-01 08:00");
    EXPECT_EQ(moment_text(at_ms(1'767'225'600'000)), "2026-01-01 08:00");
    EXPECT_EQ(moment_text(at_ms(1'782'864'000'000)), "2026-07-01 08:00");
}

TEST(BeijingTime, TheDayTurnsAtSixteenHoursUtc)
{
    const auto midnight = at_ms(1'767'283'200'000); // 2026-01-01 16:00 UTC
    EXPECT_EQ(day_text(beijing_day(midnight)), "2026-01-02");
    EXPECT_EQ(day_text(beijing_day(midnight - 1ms)), "2026-01-01");
    EXPECT_EQ(moment_text(midnight - 1ms), "2026-01-01 23:59");
}

TEST(BeijingTime, KnowsTheLeapDayAndNoOther)
{
    EXPECT_EQ(day_text(read_day("2028-02-29").value()), "2028-02-29");
    EXPECT_FALSE(read_day("2027-02-29").has_value());
    EXPECT_FALSE(read_day("2100-02-29").has_value());
    EXPECT_TRUE(read_day("2000-02-29").has_value());
}

TEST(BeijingTime, ADayOfAnotherFormOrOutOfTheCalendarIsRefused)
{
    for (const auto* text :
         {"", "2026-5-4", "2026/05/04", "20260504", "2026-13-01", "2026-00-10", "2026-04-31", "2026-04-00",
          "1899-12-31", "2200-01-01", "2026-05-04 ", "-026-05-04", "2026-+5-04"}) {
        const auto day = read_day(text);
        ASSERT_FALSE(day.has_value()) << text;
        EXPECT_EQ(day.error().code, ErrorCode::InvalidInput);
    }
}

TEST(BeijingTime, ReadsMinutesFromMidnightToMidnight)
{
    EXPECT_EQ(read_minute("00:00"), 0min);
    EXPECT_EQ(read_minute("08:30"), 510min);
    EXPECT_EQ(read_minute("24:00"), 1440min);
    EXPECT_EQ(minute_text(1440min), "24:00");
    for (const auto* text : {"", "8:00", "08:60", "24:01", "25:00", "08-00", "0800", "08:0x", "08:000"})
        EXPECT_FALSE(read_minute(text).has_value()) << text;
}

RC_GTEST_PROP(BeijingTime, ReadsBackWhatItWrites, ())
{
    const auto moment = at_ms(*rc::gen::inRange<std::int64_t>(-2'000'000'000'000, 7'000'000'000'000));
    RC_ASSERT(moment_of(beijing_time(moment)) == moment);
    const auto day = beijing_day(moment);
    RC_ASSERT(read_day(day_text(day)) == day);
    RC_ASSERT(moment_of(day) <= moment && moment < moment_of(day + std::chrono::days(1)));
}

} // namespace
} // namespace tucai::collect
