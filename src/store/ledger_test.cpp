#include "base/temporary_folder.h"
#include "store/ledger.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tucai::store {
namespace {

class LedgerTest : public testing::Test {
protected:
    LedgerTest()
    {
        EXPECT_TRUE(database.write([](Transaction& t) {
            return t.run_script(std::string(audit_table()) + "create table kept (v {integer}) {strict};");
        }));
    }
    Result<> store(std::int64_t value, const std::string& tenant = "school-1")
    {
        return ledger.write([&](Entry& entry) -> Result<> {
            TUCAI_CHECK(entry.sql().run("insert into kept values ($1)", {value}));
            return entry.record({tenant, "value.kept", "system", "v", "", 0});
        });
    }
    std::size_t kept() const
    {
        return ledger.read([](Transaction& t) { return t.rows("select v from kept"); })->size();
    }

    base::TemporaryFolder folder;
    Database database = *Database::open("sqlite:" + folder.at("t.db"), {});
    AuditHeads heads{folder.at("audit"), base::SecretKey::random(base::system_randomness())};
    std::int64_t clock_ms = 1000;
    Ledger ledger{database, heads, [this] { return clock_ms; }};
};

TEST_F(LedgerTest, AChangeIsStoredWithItsEventAndTheHeadFollows)
{
    EXPECT_TRUE(store(7));
    clock_ms = 2000;
    EXPECT_TRUE(store(8));
    EXPECT_EQ(kept(), 2U);
    EXPECT_EQ((*heads.kept("school-1"))->number, 2);
    EXPECT_TRUE(verify_all(database, heads)->empty());
    const auto last = database.read(
        [](Transaction& t) { return t.row("select at_ms from audit_events where number = 2"); });
    EXPECT_EQ((*last)->integer("at_ms"), 2000);
}

TEST_F(LedgerTest, AChangeWithoutAnEventIsNotStored)
{
    const auto given = ledger.write(
        [](Entry& entry) { return entry.sql().run("insert into kept values (1)").map([](std::size_t) {}); });
    EXPECT_EQ(given.error().code, ErrorCode::Internal);
    EXPECT_EQ(kept(), 0U);
}

TEST_F(LedgerTest, AnErrorLeavesNeitherChangeNorEventNorHead)
{
    const auto given = ledger.write([](Entry& entry) -> Result<> {
        TUCAI_CHECK(entry.record({"school-1", "x", "", "", "", 0}));
        return fail(ErrorCode::InvalidInput, "no");
    });
    EXPECT_FALSE(given);
    EXPECT_FALSE(heads.kept("school-1")->has_value());
    EXPECT_TRUE(verify_all(database, heads)->empty());
}

TEST_F(LedgerTest, ACrashBetweenCommitAndHeadIsMadeGood)
{
    ASSERT_TRUE(store(1));
    ASSERT_TRUE(database.write([](Transaction& t) { return append(t, {"school-1", "x", "", "", "", 0}); }));
    ASSERT_TRUE(database.write([](Transaction& t) { return append(t, {"school-2", "x", "", "", "", 0}); }));
    EXPECT_TRUE(ledger.renew_heads());
    EXPECT_EQ((*heads.kept("school-1"))->number, 2);
    EXPECT_EQ((*heads.kept("school-2"))->number, 1);
}

TEST_F(LedgerTest, AChainThatWasChangedIsNotVouchedFor)
{
    ASSERT_TRUE(store(1));
    ASSERT_TRUE(store(2));
    ASSERT_TRUE(
        database.write([](Transaction& t) { return t.run("delete from audit_events where number = 2"); }));
    EXPECT_EQ(ledger.renew_heads().error().code, ErrorCode::StoreChanged);
}

TEST_F(LedgerTest, AHeadThatWasTakenAwayIsNotMadeAnew)
{
    ASSERT_TRUE(store(1));
    ASSERT_TRUE(store(2));
    ASSERT_TRUE(
        database.write([](Transaction& t) { return t.run("delete from audit_events where number = 2"); }));
    std::filesystem::remove(folder.at("audit/school-1.json"));
    EXPECT_EQ(ledger.renew_heads().error().code, ErrorCode::StoreChanged) << "the archive remembers it";
}

TEST_F(LedgerTest, AHeadThatCannotBeKeptIsCountedAndTheNextMakesItGood)
{
    folder.put("audit", "a file where the folder should be");
    EXPECT_TRUE(store(1)) << "it is stored";
    EXPECT_EQ(ledger.late_heads(), 1U);
    std::filesystem::remove(folder.at("audit"));
    EXPECT_TRUE(store(2));
    EXPECT_EQ((*heads.kept("school-1"))->number, 2);
}

} // namespace
} // namespace tucai::store
