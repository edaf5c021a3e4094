#include "collect/states/table_for_tests.h"
#include "collect/states/violation.h"

#include <gtest/gtest.h>

namespace tucai::collect {
namespace {

using enum ViolationState;

TEST(Violation, TheWholeTableForAPerson)
{
    // clang-format off
    const Table<ViolationState, ViolationEvent> table = {{
        //           confirm    dismiss    overturn
        {Raised,    {Confirmed, Dismissed, no}},
        {Confirmed, {no,        no,        Dismissed}},
        {Dismissed, {no,        no,        no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event, Decider::Person); });
}

TEST(Violation, AMachineDecidesNothingAtAll)
{
    // clang-format off
    const Table<ViolationState, ViolationEvent> table = {{
        {Raised,    {no, no, no}},
        {Confirmed, {no, no, no}},
        {Dismissed, {no, no, no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event, Decider::Machine); });
}

TEST(Violation, WordsStayAsTheyAre)
{
    expect_words<ViolationState>({{Raised, "raised"}, {Confirmed, "confirmed"}, {Dismissed, "dismissed"}});
    expect_words<ViolationEvent>({{ViolationEvent::Confirm, "confirm"},
                                  {ViolationEvent::Dismiss, "dismiss"},
                                  {ViolationEvent::Overturn, "overturn"}});
}

} // namespace
} // namespace tucai::collect
