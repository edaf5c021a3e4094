#include "collect/states/table_for_tests.h"
#include "collect/windows.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace tucai::collect {
namespace {

using namespace std::chrono_literals;

BeijingDay day(std::string_view text)
{
    return read_day(text).value();
}

/// A moment by Beijing's clocks, "2026-05-04 08:00".
base::Instant at(std::string_view text)
{
    return moment_of(day(text.substr(0, 10)) + read_minute(text.substr(11)).value());
}

constexpr DailyHours office_hours = {.opens = 8h, .closes = 18h};

/// Monday to Friday of a week in May, from eight to six; each test bends one thing.
Window good_round()
{
    return {.kind = WindowKind::MainRound,
            .first_day = day("2026-05-04"),
            .last_day = day("2026-05-08"),
            .hours = office_hours,
            .reason = {}};
}

Window make_up_round()
{
    auto round = good_round();
    round.kind = WindowKind::MakeUpRound;
    round.first_day = round.last_day = day("2026-06-01");
    return round;
}

/// For a student in New York: nine to five there is nine in the evening to five in the morning here.
Window abroad()
{
    return {.kind = WindowKind::OwnWindow,
            .first_day = day("2026-05-05"),
            .last_day = day("2026-05-06"),
            .hours = DailyHours{.opens = 21h, .closes = 5h},
            .reason = "an exchange year in New York"};
}

Openings openings(const std::vector<Window>& windows, const std::vector<BeijingDay>& holidays = {})
{
    auto all = Openings::of(windows, holidays);
    EXPECT_TRUE(all.has_value()) << all.error().message;
    return all.value();
}

WindowPhase phase(const Openings& all, base::Instant now)
{
    return all.at(now).phase;
}

TEST(Windows, OpenOnTheMillisecondAndCloseOnTheMillisecond)
{
    const auto all = openings({good_round()});
    EXPECT_EQ(phase(all, at("2026-05-05 08:00") - 1ms), WindowPhase::ClosedForNow);
    EXPECT_EQ(phase(all, at("2026-05-05 08:00")), WindowPhase::Open);
    EXPECT_EQ(phase(all, at("2026-05-05 18:00") - 1ms), WindowPhase::Open);
    EXPECT_EQ(phase(all, at("2026-05-05 18:00")), WindowPhase::ClosedForNow);
}

TEST(Windows, AreBeforeTheirFirstAndOverAfterTheirLastOpening)
{
    const auto all = openings({good_round()});
    EXPECT_EQ(phase(all, at("2026-05-04 08:00") - 1ms), WindowPhase::Before);
    EXPECT_EQ(phase(all, at("2026-05-04 08:00")), WindowPhase::Open);
    EXPECT_EQ(phase(all, at("2026-05-08 18:00") - 1ms), WindowPhase::Open);
    EXPECT_EQ(phase(all, at("2026-05-08 18:00")), WindowPhase::Over);
    EXPECT_EQ(all.at(at("2026-05-08 18:00")).opens, std::nullopt);
    EXPECT_EQ(all.at(at("2026-05-08 18:00")).kind, std::nullopt);
}

TEST(Windows, AreOfBeijingWhateverTheUtcDay)
{
    const auto all = openings({good_round()});
    const auto utc_midnight = base::Instant(std::chrono::sys_days(std::chrono::year(2026) / 5 / 4));
    EXPECT_EQ(phase(all, utc_midnight - 1ms), WindowPhase::Before);
    EXPECT_EQ(phase(all, utc_midnight), WindowPhase::Open) << "eight in the morning in Beijing";
}

TEST(Windows, SayWhenTheyCloseAndWhenTheyOpenNext)
{
    const auto all = openings({good_round(), make_up_round()});
    const auto noon = all.at(at("2026-05-05 12:00"));
    EXPECT_EQ(noon.closes, at("2026-05-05 18:00"));
    EXPECT_EQ(noon.opens, at("2026-05-06 08:00"));
    const auto night = all.at(at("2026-05-05 23:00"));
    EXPECT_EQ(night.closes, std::nullopt);
    EXPECT_EQ(night.opens, at("2026-05-06 08:00"));
    EXPECT_EQ(all.at(at("2026-04-01 00:00")).opens, at("2026-05-04 08:00"));
}

TEST(Windows, NameTheMakeUpRoundBetweenTheRoundsAndInIt)
{
    const auto all = openings({make_up_round(), good_round()});
    const auto between = all.at(at("2026-05-20 12:00"));
    EXPECT_EQ(between.phase, WindowPhase::ClosedForNow);
    EXPECT_EQ(between.kind, WindowKind::MakeUpRound);
    EXPECT_EQ(between.opens, at("2026-06-01 08:00"));
    EXPECT_EQ(all.at(at("2026-06-01 08:00")).kind, WindowKind::MakeUpRound);
    EXPECT_EQ(all.at(at("2026-05-04 08:00")).kind, WindowKind::MainRound);
    EXPECT_EQ(phase(all, at("2026-06-01 18:00")), WindowPhase::Over);
}

TEST(Windows, LeaveHolidaysOut)
{
    const auto all = openings({good_round()}, {day("2026-05-05"), day("2026-05-04")});
    EXPECT_EQ(phase(all, at("2026-05-04 12:00")), WindowPhase::Before);
    EXPECT_EQ(all.at(at("2026-05-04 12:00")).opens, at("2026-05-06 08:00"));
    EXPECT_EQ(all.list().size(), 3u);
}

TEST(Windows, WithoutHoursRunThroughTheNightToTheLastMidnight)
{
    auto window = good_round();
    window.hours.reset();
    const auto all = openings({window});
    EXPECT_EQ(phase(all, at("2026-05-04 00:00") - 1ms), WindowPhase::Before);
    EXPECT_EQ(all.at(at("2026-05-04 00:00")).closes, at("2026-05-08 24:00"));
    EXPECT_EQ(all.at(at("2026-05-06 00:00")).closes, at("2026-05-09 00:00"));
    EXPECT_EQ(phase(all, at("2026-05-09 00:00")), WindowPhase::Over);
}

TEST(Windows, WithoutHoursCloseForAHolidayInTheMiddle)
{
    auto window = good_round();
    window.hours.reset();
    const auto all = openings({window}, {day("2026-05-06")});
    const auto before = all.at(at("2026-05-05 12:00"));
    EXPECT_EQ(before.closes, at("2026-05-06 00:00"));
    EXPECT_EQ(before.opens, at("2026-05-07 00:00"));
    EXPECT_EQ(phase(all, at("2026-05-06 00:00")), WindowPhase::ClosedForNow);
}

TEST(Windows, HoursOverMidnightBelongToTheDayOnWhichTheyBegin)
{
    const auto all = openings({abroad()});
    EXPECT_EQ(phase(all, at("2026-05-05 04:00")), WindowPhase::Before);
    EXPECT_EQ(all.at(at("2026-05-05 21:00")).closes, at("2026-05-06 05:00"));
    EXPECT_EQ(phase(all, at("2026-05-06 00:00")), WindowPhase::Open);
    EXPECT_EQ(phase(all, at("2026-05-06 05:00")), WindowPhase::ClosedForNow);
    EXPECT_EQ(phase(all, at("2026-05-07 05:00") - 1ms), WindowPhase::Open) << "the night after the last day";
    EXPECT_EQ(phase(all, at("2026-05-07 05:00")), WindowPhase::Over);
}

TEST(Windows, HoursThatCloseAtMidnightMayBeWrittenEitherWay)
{
    auto window = good_round();
    window.hours = DailyHours{.opens = 20h, .closes = 24h};
    const auto late = openings({window});
    window.hours = DailyHours{.opens = 20h, .closes = 0h};
    EXPECT_EQ(openings({window}).list(), late.list());
    EXPECT_EQ(phase(late, at("2026-05-04 24:00")), WindowPhase::ClosedForNow);
}

TEST(Windows, OnesOwnIsOpenBesideTheRoundsAndOnHolidays)
{
    const auto all = openings({good_round(), abroad()}, {day("2026-05-05")});
    const auto holiday_night = all.at(at("2026-05-05 22:00"));
    EXPECT_EQ(holiday_night.phase, WindowPhase::Open);
    EXPECT_EQ(holiday_night.kind, WindowKind::OwnWindow);
    EXPECT_TRUE(holiday_night.own_is_open);
    const auto day_after = all.at(at("2026-05-06 12:00"));
    EXPECT_EQ(day_after.kind, WindowKind::MainRound);
    EXPECT_FALSE(day_after.own_is_open);
}

TEST(Windows, WhereARoundAndOnesOwnOverlapTheRoundIsNamedAndTheLaterEndCounts)
{
    auto own = abroad();
    own.hours = DailyHours{.opens = 16h, .closes = 20h};
    const auto answer = openings({own, good_round()}).at(at("2026-05-05 17:00"));
    EXPECT_EQ(answer.kind, WindowKind::MainRound);
    EXPECT_TRUE(answer.own_is_open);
    EXPECT_EQ(answer.closes, at("2026-05-05 20:00"));
    EXPECT_EQ(answer.opens, at("2026-05-06 08:00"));
}

TEST(Windows, NoneAtAllSaySo)
{
    EXPECT_EQ(openings({}).at(at("2026-05-05 12:00")), WindowAnswer{});
}

TEST(Grace, LetsAnOpenSessionEndForAWhileAndNoLonger)
{
    const auto all = openings({good_round()});
    const auto began = at("2026-05-05 18:00") - 1ms;
    EXPECT_TRUE(all.may_go_on(began, at("2026-05-05 18:00"), 10min));
    EXPECT_TRUE(all.may_go_on(began, at("2026-05-05 18:10") - 1ms, 10min));
    EXPECT_FALSE(all.may_go_on(began, at("2026-05-05 18:10"), 10min));
    EXPECT_FALSE(all.may_go_on(began, at("2026-05-05 18:00"), 0min));
    EXPECT_TRUE(all.may_go_on(began, at("2026-05-06 08:00"), 10min)) << "open again";
}

TEST(Grace, IsNotForASessionThatBeganWhileAllWasClosed)
{
    const auto all = openings({good_round()});
    EXPECT_FALSE(all.may_go_on(at("2026-05-05 18:00"), at("2026-05-05 18:01"), 10min));
    EXPECT_FALSE(all.may_go_on(at("2026-05-05 07:59"), at("2026-05-05 12:00"), 10min));
}

TEST(Grace, SurvivesAClockThatWasSetBack)
{
    const auto all = openings({good_round()});
    EXPECT_TRUE(all.may_go_on(at("2026-05-05 08:00"), at("2026-05-05 07:59"), 10min));
}

TEST(BatchDates, RunFromTheFirstMinuteOfTheFirstDayToTheLastOfTheLast)
{
    const std::vector<Window> windows = {good_round(), make_up_round()};
    EXPECT_EQ(dates_at(windows, at("2026-05-04 00:00") - 1ms), BatchDates::Ahead);
    EXPECT_EQ(dates_at(windows, at("2026-05-04 00:00")), BatchDates::Running);
    EXPECT_EQ(dates_at(windows, at("2026-05-08 24:00") - 1ms), BatchDates::Running);
    EXPECT_EQ(dates_at(windows, at("2026-05-08 24:00")), BatchDates::Ahead) << "of the make-up round";
    EXPECT_EQ(dates_at(windows, at("2026-06-01 12:00")), BatchDates::Running);
    EXPECT_EQ(dates_at(windows, at("2026-06-01 24:00")), BatchDates::Over);
}

TEST(BatchDates, AreOfRoundsAloneAndFollowHoursOverMidnight)
{
    EXPECT_EQ(dates_at(std::vector<Window>{}, at("2026-05-05 12:00")), BatchDates::None);
    EXPECT_EQ(dates_at(std::vector<Window>{abroad()}, at("2026-05-05 22:00")), BatchDates::None);
    auto night = good_round();
    night.hours = DailyHours{.opens = 21h, .closes = 5h};
    EXPECT_EQ(dates_at(std::vector<Window>{night}, at("2026-05-09 05:00") - 1ms), BatchDates::Running);
    EXPECT_EQ(dates_at(std::vector<Window>{night}, at("2026-05-09 05:00")), BatchDates::Over);
}

TEST(TakesShots, InAnOpenBatchAndOnesOwnWindowAroundIt)
{
    const auto all = openings({good_round(), abroad()});
    const auto noon = all.at(at("2026-05-05 12:00"));
    const auto own_night = all.at(at("2026-05-05 22:00"));
    const auto closed = all.at(at("2026-05-07 22:00"));
    const auto said = [](const WindowAnswer& answer) {
        std::string states;
        for (std::size_t i = 0; i < count_of<BatchState>; ++i)
            if (takes_shots(static_cast<BatchState>(i), answer))
                states += std::string(word(static_cast<BatchState>(i))) + " ";
        return states;
    };
    EXPECT_EQ(said(noon), "open ");
    EXPECT_EQ(said(own_night), "announced open closed ");
    EXPECT_EQ(said(closed), "");
}

/// The code and the beginning of the message with which a window is refused.
void expect_refused(const Window& window, std::string_view message,
                    const std::vector<BeijingDay>& holidays = {})
{
    const auto all = Openings::of(std::vector<Window>{window}, holidays);
    ASSERT_FALSE(all.has_value()) << message;
    EXPECT_EQ(all.error().code, ErrorCode::WindowInvalid);
    EXPECT_TRUE(all.error().message.starts_with(message)) << all.error().message;
}

TEST(Windows, ThatCannotBeMeantAreRefusedWithTheMend)
{
    auto window = good_round();
    window.last_day = day("2026-05-03");
    expect_refused(window, "The window ends before it begins");
    window.last_day = day("2027-05-05");
    expect_refused(window, "A window lasts 366 days at most");
    window = good_round();
    window.first_day = window.last_day = day("1999-12-31");
    expect_refused(window, "A window lies between");
    window = good_round();
    for (const auto& hours :
         {DailyHours{-1min, 18h}, DailyHours{24h, 1h}, DailyHours{8h, 1441min}, DailyHours{8h, -1min}}) {
        window.hours = hours;
        expect_refused(window, "Daily hours lie between");
    }
    window.hours = DailyHours{8h, 8h};
    expect_refused(window, "Daily hours close as they open");
    auto own = abroad();
    own.reason = " \n";
    expect_refused(own, "A window of one's own needs a reason");
    expect_refused(make_up_round(), "Every day of the window is a holiday", {day("2026-06-01")});
}

TEST(Windows, ALeapYearWholeIsTheLongest)
{
    auto window = good_round();
    window.first_day = day("2028-01-01");
    window.last_day = day("2028-12-31");
    EXPECT_EQ(openings({window}).list().size(), 366u);
}

TEST(Windows, WordsStayAsTheyAre)
{
    expect_words<WindowKind>({{WindowKind::MainRound, "main_round"},
                              {WindowKind::MakeUpRound, "make_up_round"},
                              {WindowKind::OwnWindow, "own_window"}});
    expect_words<WindowPhase>({{WindowPhase::None, "none"},
                               {WindowPhase::Before, "before"},
                               {WindowPhase::Open, "open"},
                               {WindowPhase::ClosedForNow, "closed_for_now"},
                               {WindowPhase::Over, "over"}});
}

/// A window of some days of May 2026, with any hours or none.
Window some_window()
{
    Window window = abroad();
    window.kind = static_cast<WindowKind>(*rc::gen::inRange<int>(0, count_of<WindowKind>));
    window.first_day = day("2026-05-01") + std::chrono::days(*rc::gen::inRange(0, 6));
    window.last_day = window.first_day + std::chrono::days(*rc::gen::inRange(0, 4));
    const int opens = *rc::gen::inRange(0, 24);
    const int closes = *rc::gen::inRange(0, 25);
    window.hours.reset();
    if (opens != closes && closes != 12)
        window.hours = DailyHours{.opens = std::chrono::hours(opens), .closes = std::chrono::hours(closes)};
    return window;
}

RC_GTEST_PROP(Windows, AnswerAsALookAtEveryHourDoes, ())
{
    std::vector<Window> windows(*rc::gen::inRange<std::size_t>(0, 4));
    for (auto& window : windows)
        window = some_window();
    const auto all = openings(windows);
    const auto is_open = [&](base::Instant now) {
        return std::any_of(all.list().begin(), all.list().end(),
                           [&](const auto& one) { return one.opens <= now && now < one.closes; });
    };
    const auto now = at("2026-04-30 00:00") + std::chrono::hours(*rc::gen::inRange(0, 400));
    const auto end = at("2026-06-01 00:00");
    auto closing = now;
    while (is_open(closing))
        closing += 1h;
    auto opening = closing;
    while (opening < end && !is_open(opening))
        opening += 1h;
    const auto answer = all.at(now);
    RC_ASSERT((answer.phase == WindowPhase::Open) == is_open(now));
    RC_ASSERT(answer.closes == (is_open(now) ? std::optional(closing) : std::nullopt));
    RC_ASSERT(answer.opens == (opening < end ? std::optional(opening) : std::nullopt));
    RC_ASSERT(!answer.own_is_open || is_open(now));
}

} // namespace
} // namespace tucai::collect
