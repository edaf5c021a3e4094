#include "collect/states/capture_session.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace tucai::collect {
namespace {

using enum CaptureState;

constexpr Choice good_choice = {.photo = PhotoState::MachineOk, .submission = Submission::Confirmed};

TEST(CaptureSession, TheWholeTable)
{
    // clang-format off
    const Table<CaptureState, CaptureEvent> table = {{
        //           judge   confirm    abandon    expire
        {Open,      {Judged, no,        Abandoned, Expired}},
        {Judged,    {Judged, Confirmed, Abandoned, Expired}},
        {Confirmed, {no,     no,        no,        no}},
        {Abandoned, {no,     no,        no,        no}},
        {Expired,   {no,     no,        no,        no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event, good_choice); });
}

TEST(CaptureSession, TheWholeTableWithoutAChosenShot)
{
    // clang-format off
    const Table<CaptureState, CaptureEvent> table = {{
        //           judge   confirm abandon    expire
        {Open,      {Judged, no,     Abandoned, Expired}},
        {Judged,    {Judged, no,     Abandoned, Expired}},
        {Confirmed, {no,     no,     no,        no}},
        {Abandoned, {no,     no,     no,        no}},
        {Expired,   {no,     no,     no,        no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event, {}); });
}

TEST(CaptureSession, ARefusedShotGoesOnOnlyToAPerson)
{
    EXPECT_FALSE(
        next(Judged, CaptureEvent::Confirm, {PhotoState::MachineRefused, Submission::Confirmed}).has_value());
    EXPECT_EQ(next(Judged, CaptureEvent::Confirm, {PhotoState::MachineRefused, Submission::PersonAsked}),
              Confirmed);
}

TEST(CaptureSession, AShotThatIsNotJudgedOrIsDecidedAlreadyIsNotConfirmed)
{
    for (std::size_t i = 0; i < count_of<PhotoState>; ++i) {
        const auto photo = static_cast<PhotoState>(i);
        const bool is_judged = photo == PhotoState::MachineOk || photo == PhotoState::MachineAsk;
        EXPECT_EQ(next(Judged, CaptureEvent::Confirm, {photo, Submission::Confirmed}).has_value(), is_judged)
            << word(photo);
        EXPECT_FALSE(next(Judged, CaptureEvent::Confirm, {photo, Submission::None}).has_value());
    }
}

TEST(CaptureSession, WordsStayAsTheyAre)
{
    expect_words<CaptureState>({{Open, "open"},
                                {Judged, "judged"},
                                {Confirmed, "confirmed"},
                                {Abandoned, "abandoned"},
                                {Expired, "expired"}});
    expect_words<CaptureEvent>({{CaptureEvent::Judge, "judge"},
                                {CaptureEvent::Confirm, "confirm"},
                                {CaptureEvent::Abandon, "abandon"},
                                {CaptureEvent::Expire, "expire"}});
}

RC_GTEST_PROP(CaptureSession, EndsOnceAndOnlyAJudgedOneIsConfirmed, ())
{
    auto state = Open;
    int judged = 0;
    bool has_ended = false;
    const auto events =
        *rc::gen::container<std::vector<int>>(rc::gen::inRange<int>(0, count_of<CaptureEvent>));
    for (const int event : events) {
        const auto to = next(state, static_cast<CaptureEvent>(event), good_choice);
        RC_ASSERT(!has_ended || !to);
        if (!to)
            continue;
        state = *to;
        judged += state == Judged ? 1 : 0;
        RC_ASSERT(state != Confirmed || judged > 0);
        has_ended = state != Open && state != Judged;
    }
}

} // namespace
} // namespace tucai::collect
