#include "collect/states/lock.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace tucai::collect {
namespace {

using enum LockState;

constexpr LockDecision good_decision = {.officer = "officer-7",
                                        .reason = "The evidence was of another student."};

TEST(Lock, TheWholeTable)
{
    // clang-format off
    const Table<LockState, LockEvent> table = {{
        //            object     reject  uphold      lift
        {Active,     {Contested, no,     no,         Lifted}},
        {Contested,  {no,        Active, Overturned, Lifted}},
        {Lifted,     {no,        no,     no,         no}},
        {Overturned, {no,        no,     no,         no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event, good_decision); });
}

TEST(Lock, TheWholeTableWithoutANamedOfficerOrAReasonHoldsObjectionsOnly)
{
    // clang-format off
    const Table<LockState, LockEvent> table = {{
        //            object     reject uphold lift
        {Active,     {Contested, no,    no,    no}},
        {Contested,  {no,        no,    no,    no}},
        {Lifted,     {no,        no,    no,    no}},
        {Overturned, {no,        no,    no,    no}},
    }};
    // clang-format on
    for (const auto& decision :
         {LockDecision{}, LockDecision{"officer-7", " \n"}, LockDecision{" ", "a reason"}})
        expect_table(table, [&](auto state, auto event) { return next(state, event, decision); });
}

TEST(Lock, HasEndedWhenLiftedOrOverturned)
{
    EXPECT_FALSE(has_ended(Active));
    EXPECT_FALSE(has_ended(Contested));
    EXPECT_TRUE(has_ended(Lifted));
    EXPECT_TRUE(has_ended(Overturned));
}

TEST(Lock, WordsStayAsTheyAre)
{
    expect_words<LockState>(
        {{Active, "active"}, {Contested, "contested"}, {Lifted, "lifted"}, {Overturned, "overturned"}});
    expect_words<LockEvent>({{LockEvent::Object, "object"},
                             {LockEvent::RejectObjection, "reject_objection"},
                             {LockEvent::UpholdObjection, "uphold_objection"},
                             {LockEvent::Lift, "lift"}});
}

RC_GTEST_PROP(Lock, OnceEndedNeverHoldsAgain, ())
{
    auto state = Active;
    const auto events = *rc::gen::container<std::vector<int>>(rc::gen::inRange<int>(0, count_of<LockEvent>));
    for (const int event : events) {
        const auto to = next(state, static_cast<LockEvent>(event), good_decision);
        RC_ASSERT(!has_ended(state) || !to);
        state = to.value_or(state);
    }
}

} // namespace
} // namespace tucai::collect
