#include "collect/states/package.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>

namespace tucai::collect {
namespace {

using enum PackageState;

TEST(Package, TheWholeTable)
{
    // clang-format off
    const Table<PackageState, PackageEvent> table = {{
        //          finish rebuild   send  bounce receive
        {Building, {Ready, no,       no,   no,    no}},
        {Ready,    {no,    Building, Sent, no,    no}},
        {Sent,     {no,    no,       no,   Ready, Received}},
        {Received, {no,    no,       no,   no,    no}},
    }};
    // clang-format on
    expect_table(table, [](auto state, auto event) { return next(state, event); });
}

TEST(Package, WordsStayAsTheyAre)
{
    expect_words<PackageState>(
        {{Building, "building"}, {Ready, "ready"}, {Sent, "sent"}, {Received, "received"}});
    expect_words<PackageEvent>({{PackageEvent::Finish, "finish"},
                                {PackageEvent::Rebuild, "rebuild"},
                                {PackageEvent::Send, "send"},
                                {PackageEvent::Bounce, "bounce"},
                                {PackageEvent::Receive, "receive"}});
}

} // namespace
} // namespace tucai::collect
