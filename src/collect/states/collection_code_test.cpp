#include "collect/states/collection_code.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace tucai::collect {
namespace {

using enum CodeState;

TEST(CollectionCode, TheWholeTable)
{
    // clang-format off
    const Table<CodeState, CodeEvent> table = {{
        //         bind   take_over use   release revoke   expire
        {Issued,  {Bound, no,       no,   no,     Revoked, Expired}},
        {Bound,   {no,    Bound,    Used, Bound,  Revoked, Expired}},
        {Used,    {no,    no,       no,   Bound,  Revoked, no}},
        {Revoked, {no,    no,       no,   no,     no,      no}},
        {Expired, {no,    no,       no,   no,     no,      no}},
    }};
    // clang-format on
    for (const int wrong_tries : {0, max_identity_tries - 1})
        expect_table(table, [&](auto state, auto event) { return next(state, event, wrong_tries); });
}

TEST(CollectionCode, TheWholeTableAfterTooManyWrongAnswers)
{
    // clang-format off
    const Table<CodeState, CodeEvent> table = {{
        //         bind   take_over use   release revoke   expire
        {Issued,  {no,    no,       no,   no,     Revoked, Expired}},
        {Bound,   {no,    no,       Used, Bound,  Revoked, Expired}},
        {Used,    {no,    no,       no,   Bound,  Revoked, no}},
        {Revoked, {no,    no,       no,   no,     no,      no}},
        {Expired, {no,    no,       no,   no,     no,      no}},
    }};
    // clang-format on
    for (const int wrong_tries : {max_identity_tries, 100})
        expect_table(table, [&](auto state, auto event) { return next(state, event, wrong_tries); });
}

TEST(CollectionCode, OpensShootingOnlyWhileBoundAndStatusOnceUsed)
{
    EXPECT_EQ(opened_by(Issued), CodeOpens::Identity);
    EXPECT_EQ(opened_by(Bound), CodeOpens::Shooting);
    EXPECT_EQ(opened_by(Used), CodeOpens::Status);
    EXPECT_EQ(opened_by(Revoked), CodeOpens::Nothing);
    EXPECT_EQ(opened_by(Expired), CodeOpens::Nothing);
}

TEST(CollectionCode, WordsStayAsTheyAre)
{
    expect_words<CodeState>(
        {{Issued, "issued"}, {Bound, "bound"}, {Used, "used"}, {Revoked, "revoked"}, {Expired, "expired"}});
    expect_words<CodeEvent>({{CodeEvent::Bind, "bind"},
                             {CodeEvent::TakeOver, "take_over"},
                             {CodeEvent::Use, "use"},
                             {CodeEvent::Release, "release"},
                             {CodeEvent::Revoke, "revoke"},
                             {CodeEvent::Expire, "expire"}});
    expect_words<CodeOpens>({{CodeOpens::Nothing, "nothing"},
                             {CodeOpens::Identity, "identity"},
                             {CodeOpens::Shooting, "shooting"},
                             {CodeOpens::Status, "status"}});
}

RC_GTEST_PROP(CollectionCode, OpensNothingBeforeAnIdentityWasConfirmedNorAfterItsEnd, ())
{
    auto state = Issued;
    bool was_bound = false;
    bool has_ended = false;
    const auto events = *rc::gen::container<std::vector<int>>(rc::gen::inRange<int>(0, count_of<CodeEvent>));
    for (const int event : events) {
        const auto to = next(state, static_cast<CodeEvent>(event), 0);
        RC_ASSERT(!has_ended || !to);
        state = to.value_or(state);
        was_bound = was_bound || state == Bound;
        has_ended = state == Revoked || state == Expired;
        if (!was_bound || has_ended)
            RC_ASSERT(opened_by(state) != CodeOpens::Shooting && opened_by(state) != CodeOpens::Status);
    }
}

} // namespace
} // namespace tucai::collect
