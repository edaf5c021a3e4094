#include "collect/states/statement.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>

namespace tucai::collect {
namespace {

using enum StatementState;

TEST(Statement, TheWholeTable)
{
    // clang-format off
    const Table<StatementState, StatementEvent> table = {{
        //        issue   recall pay
        {Draft,  {Issued, no,    no}},
        {Issued, {no,     Draft, Paid}},
        {Paid,   {no,     no,    no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event); });
}

TEST(Statement, WordsStayAsTheyAre)
{
    expect_words<StatementState>({{Draft, "draft"}, {Issued, "issued"}, {Paid, "paid"}});
    expect_words<StatementEvent>(
        {{StatementEvent::Issue, "issue"}, {StatementEvent::Recall, "recall"}, {StatementEvent::Pay, "pay"}});
}

} // namespace
} // namespace tucai::collect
