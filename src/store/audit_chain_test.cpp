#include "base/temporary_folder.h"
#include "store/audit_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tucai::store {
namespace {

using namespace std::string_literals;

AuditEvent event(const std::string& kind, std::int64_t at_ms, const std::string& tenant = "school-1")
{
    return {tenant, kind, "officer-7", "student-3", R"({"from":"open"})", at_ms};
}

class AuditChain : public testing::Test {
protected:
    AuditChain() : database(*Database::open("sqlite:" + folder.at("t.db"), {}))
    {
        run_script(std::string(audit_table()));
    }
    void run_script(const std::string& sql) const
    {
        const auto done = database.write([&](Transaction& t) { return t.run_script(sql); });
        ASSERT_TRUE(done.has_value()) << done.error().message;
    }
    AuditHead add(const AuditEvent& added) const
    {
        return *database.write([&](Transaction& t) { return append(t, added); });
    }
    AuditHead add_five() const
    {
        AuditHead head;
        for (int i = 1; i <= 5; ++i)
            head = add(event("photo.judged", 1000 * i));
        return head;
    }
    /// As "NUMBER WORD" each.
    std::vector<std::string> faults(const std::optional<AuditHead>& kept = {}) const
    {
        const auto found = database.read([&](Transaction& t) { return verify(t, "school-1", kept); });
        std::vector<std::string> words;
        for (const auto& fault : *found)
            words.push_back(std::to_string(fault.number) + " " + std::string(audit_fault_word(fault.kind)));
        return words;
    }

    base::TemporaryFolder folder;
    Database database;
};

TEST_F(AuditChain, IsWholeWhereNobodyTouchedIt)
{
    const auto head = add_five();
    EXPECT_EQ(head.number, 5);
    EXPECT_THAT(faults(head), testing::IsEmpty());
    EXPECT_THAT(faults(), testing::IsEmpty());
}

TEST_F(AuditChain, AnEmptyOneIsWhole)
{
    EXPECT_THAT(faults(), testing::IsEmpty());
    EXPECT_THAT(faults(AuditHead{"school-1", 0, ""}), testing::IsEmpty());
}

TEST_F(AuditChain, MayGoOnBehindTheHeadThatWasKept)
{
    const auto head = add_five();
    add(event("photo.judged", 9000));
    EXPECT_THAT(faults(head), testing::IsEmpty());
}

TEST_F(AuditChain, EachTenantHasItsOwn)
{
    add_five();
    EXPECT_EQ(add(event("x", 1, "school-2")).number, 1);
    EXPECT_EQ(*database.read([](Transaction& t) { return audited_tenants(t); }),
              (std::vector<std::string>{"school-1", "school-2"}));
}

TEST_F(AuditChain, AChangeOfAnyFieldShows)
{
    const auto head = add_five();
    for (const char* change : {"at_ms = at_ms + 1", "kind = 'photo.seen'", "actor = 'officer-8'",
                               "subject = 'student-4'", "details = ''"}) {
        run_script("create table saved as select * from audit_events;");
        run_script("update audit_events set "s + change + " where number = 3;");
        EXPECT_THAT(faults(head), testing::ElementsAre("3 changed")) << change;
        run_script(
            "delete from audit_events; insert into audit_events select * from saved; drop table saved;");
    }
}

TEST_F(AuditChain, AnEventTakenOutShows)
{
    const auto head = add_five();
    run_script("delete from audit_events where number = 3;");
    EXPECT_THAT(faults(head), testing::ElementsAre("3 missing"));
}

TEST_F(AuditChain, AnEventTakenOutAndTheRestMovedUpShows)
{
    const auto head = add_five();
    run_script("delete from audit_events where number = 3;"
               "update audit_events set number = number - 1 where number > 3;");
    EXPECT_THAT(faults(head), testing::ElementsAre("3 reordered", "3 changed", "4 changed", "5 cut"));
}

TEST_F(AuditChain, TwoEventsExchangedShow)
{
    const auto head = add_five();
    run_script("update audit_events set number = 99 where number = 2;"
               "update audit_events set number = 2 where number = 3;"
               "update audit_events set number = 3 where number = 99;");
    EXPECT_THAT(faults(head), testing::Contains("2 reordered"));
}

TEST_F(AuditChain, AnEndCutOffShowsByTheHeadAlone)
{
    const auto head = add_five();
    run_script("delete from audit_events where number > 3;");
    EXPECT_THAT(faults(), testing::IsEmpty()) << "the table alone cannot know";
    EXPECT_THAT(faults(head), testing::ElementsAre("5 cut"));
    add(event("other", 1));
    add(event("other", 2));
    EXPECT_THAT(faults(head), testing::ElementsAre("5 cut")) << "nor is it made good by other events";
}

TEST_F(AuditChain, AnEventWrittenBeforeTheFirstShows)
{
    const auto head = add_five();
    run_script(
        "insert into audit_events select tenant, 0, at_ms, kind, actor, subject, details, before, hash "
        "from audit_events where number = 1;");
    EXPECT_THAT(faults(head), testing::Not(testing::IsEmpty()));
}

TEST_F(AuditChain, AnErrorTakesTheEventWithIt)
{
    add_five();
    const auto given = database.write([](Transaction& t) -> Result<> {
        TUCAI_CHECK(append(t, event("never", 1)));
        return fail(ErrorCode::InvalidInput, "no");
    });
    ASSERT_FALSE(given.has_value());
    EXPECT_EQ((*database.read([](Transaction& t) { return read_head(t, "school-1"); })).number, 5);
}

TEST_F(AuditChain, FieldsThatJoinToTheSameTextDiffer)
{
    EXPECT_TRUE(rc::check([&](const std::string& a, const std::string& b) {
        RC_PRE(!b.empty());
        const auto head = add({"school-1", a + b, "", "", "", 0});
        const auto other = add({"school-2", a, b, "", "", 0});
        RC_ASSERT(head.hash != other.hash);
    }));
}

TEST_F(AuditChain, IsWalkedInPieces)
{
    AuditHead head;
    ASSERT_TRUE(database.write([&](Transaction& t) -> Result<> {
        for (int i = 0; i < 2500; ++i) {
            TUCAI_TRY(head, append(t, event("photo.judged", i)));
        }
        return {};
    }));
    EXPECT_THAT(faults(head), testing::IsEmpty());
    run_script("update audit_events set actor = 'x' where number = 1001;");
    EXPECT_THAT(faults(head), testing::ElementsAre("1001 changed"));
}

} // namespace
} // namespace tucai::store
