#include "base/temporary_folder.h"
#include "store/audit_check.h"
#include "store/ledger.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tucai::store {
namespace {

class AuditCheckTest : public testing::Test {
protected:
    AuditCheckTest()
    {
        EXPECT_TRUE(database.write([](Transaction& t) { return t.run_script(std::string(audit_table())); }));
        for (int i = 0; i < 3; ++i)
            add("school-1");
    }
    void add(const std::string& tenant)
    {
        EXPECT_TRUE(ledger.write([&](Entry& entry) {
            return entry.record({tenant, "photo.seen", "person-1", "photo-1", "", 0});
        }));
    }
    std::vector<AuditFault> faults(const std::string& tenant) const
    {
        const auto found = check_chain(database, heads, tenant);
        EXPECT_TRUE(found) << found.error().message;
        return found.value_or(std::vector<AuditFault>());
    }

    base::TemporaryFolder folder{base::TemporaryFolder::Lies::InMemory};
    Database database = *Database::open("sqlite:" + folder.at("t.db"), {});
    AuditHeads heads{folder.at("audit"), base::SecretKey::random(base::system_randomness())};
    Ledger ledger{database, heads, [] { return std::int64_t{1'000}; }};
};

TEST_F(AuditCheckTest, AChainAsItWasWrittenIsWholeAndSoIsOneWithoutEvents)
{
    EXPECT_TRUE(faults("school-1").empty());
    EXPECT_TRUE(faults("school-2").empty());
}

TEST_F(AuditCheckTest, AnEventBehindTheKeptHeadIsNoFault)
{
    EXPECT_TRUE(database.write([](Transaction& t) {
        return append(t, {"school-1", "photo.seen", "person-1", "photo-2", "", 2'000});
    }));
    EXPECT_TRUE(faults("school-1").empty());
}

TEST_F(AuditCheckTest, WhatWasChangedTakenOutOrCutIsFound)
{
    EXPECT_TRUE(database.write(
        [](Transaction& t) { return t.run("update audit_events set actor = 'person-2' where number = 2"); }));
    ASSERT_EQ(faults("school-1").size(), 1U);
    EXPECT_EQ(faults("school-1").at(0).number, 2);
    EXPECT_EQ(faults("school-1").at(0).kind, AuditFaultKind::Changed);
    EXPECT_TRUE(
        database.write([](Transaction& t) { return t.run("delete from audit_events where number = 3"); }));
    EXPECT_EQ(faults("school-1").back().kind, AuditFaultKind::Cut);
}

TEST_F(AuditCheckTest, AChainThatNoHeadVouchesForIsNotWhole)
{
    std::filesystem::remove(folder.at("audit") + "/school-1.json");
    ASSERT_EQ(faults("school-1").size(), 1U);
    EXPECT_EQ(faults("school-1").at(0).kind, AuditFaultKind::Cut);
    EXPECT_EQ(faults("school-1").at(0).number, 0);
}

} // namespace
} // namespace tucai::store
