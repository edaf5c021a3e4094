#include "collect/states/batch.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace tucai::collect {
namespace {

using enum BatchState;

TEST(Batch, TheWholeTableWhileARoundRuns)
{
    // clang-format off
    const Table<BatchState, BatchEvent> table = {{
        //           announce   recall open  pause   resume close   add_round  settle
        {Draft,     {Announced, no,    no,   no,     no,    no,     no,        no}},
        {Announced, {no,        Draft, Open, no,     no,    no,     no,        no}},
        {Open,      {no,        no,    no,   Paused, no,    Closed, no,        no}},
        {Paused,    {no,        no,    no,   no,     Open,  Closed, no,        no}},
        {Closed,    {no,        no,    no,   no,     no,    no,     Announced, Settled}},
        {Settled,   {no,        no,    no,   no,     no,    no,     no,        no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event, BatchDates::Running); });
}

TEST(Batch, TheWholeTableBeforeTheFirstRound)
{
    // clang-format off
    const Table<BatchState, BatchEvent> table = {{
        //           announce   recall open  pause   resume close   add_round  settle
        {Draft,     {Announced, no,    no,   no,     no,    no,     no,        no}},
        {Announced, {no,        Draft, no,   no,     no,    no,     no,        no}},
        {Open,      {no,        no,    no,   Paused, no,    Closed, no,        no}},
        {Paused,    {no,        no,    no,   no,     no,    Closed, no,        no}},
        {Closed,    {no,        no,    no,   no,     no,    no,     Announced, Settled}},
        {Settled,   {no,        no,    no,   no,     no,    no,     no,        no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event, BatchDates::Ahead); });
}

TEST(Batch, TheWholeTableWithoutARoundOrAfterTheLast)
{
    // clang-format off
    const Table<BatchState, BatchEvent> table = {{
        //           announce   recall open  pause   resume close   add_round  settle
        {Draft,     {no,        no,    no,   no,     no,    no,     no,        no}},
        {Announced, {no,        Draft, no,   no,     no,    no,     no,        no}},
        {Open,      {no,        no,    no,   Paused, no,    Closed, no,        no}},
        {Paused,    {no,        no,    no,   no,     no,    Closed, no,        no}},
        {Closed,    {no,        no,    no,   no,     no,    no,     no,        Settled}},
        {Settled,   {no,        no,    no,   no,     no,    no,     no,        no}},
    }};
    // clang-format on
    for (const auto dates : {BatchDates::None, BatchDates::Over})
        expect_table(table, [&](auto state, auto event) { return next(state, event, dates); });
}

TEST(Batch, SaysWhatToDoWhereTheDatesHinder)
{
    const auto opened = next(Announced, BatchEvent::Open, BatchDates::Ahead);
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().message,
              "A batch that is 'announced' does not take 'open'. It opens only inside the dates of a round.");
}

TEST(Batch, WordsStayAsTheyAre)
{
    expect_words<BatchState>({{Draft, "draft"},
                              {Announced, "announced"},
                              {Open, "open"},
                              {Paused, "paused"},
                              {Closed, "closed"},
                              {Settled, "settled"}});
    expect_words<BatchEvent>({{BatchEvent::Announce, "announce"},
                              {BatchEvent::Recall, "recall"},
                              {BatchEvent::Open, "open"},
                              {BatchEvent::Pause, "pause"},
                              {BatchEvent::Resume, "resume"},
                              {BatchEvent::Close, "close"},
                              {BatchEvent::AddRound, "add_round"},
                              {BatchEvent::Settle, "settle"}});
}

RC_GTEST_PROP(Batch, NeverOpensUnannouncedAndNeverLeavesSettled, ())
{
    auto state = Draft;
    bool was_announced = false;
    const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange<int>(0, count_of<BatchEvent>), rc::gen::inRange(0, 4)));
    for (const auto& [event, dates] : steps) {
        const auto to = next(state, static_cast<BatchEvent>(event), static_cast<BatchDates>(dates));
        RC_ASSERT(state != Settled || !to);
        state = to.value_or(state);
        was_announced = was_announced || state == Announced;
        RC_ASSERT(state == Draft || was_announced);
    }
}

} // namespace
} // namespace tucai::collect
