#include "base/files.h"
#include "base/temporary_folder.h"
#include "store/audit_heads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tucai::store {
namespace {

base::SecretKey key(std::uint8_t first = 0)
{
    std::array<std::uint8_t, 32> bytes{};
    bytes[0] = first;
    return base::SecretKey(bytes);
}

constexpr std::int64_t noon_ms = 1'795'608'000'000; // 2026-11-25, 12:00 UTC
constexpr std::int64_t day_ms = 86'400'000;

class AuditHeadsTest : public testing::Test {
protected:
    AuditHeadsTest()
        : database(*Database::open("sqlite:" + folder.at("t.db"), {})), heads(folder.at("audit"), key())
    {
        EXPECT_TRUE(database.write([](Transaction& t) { return t.run_script(std::string(audit_table())); }));
    }
    AuditHead add(const std::string& tenant = "school-1")
    {
        const auto head = *database.write([&](Transaction& t) {
            return append(t, {tenant, "photo.judged", "timer", "photo-1", "", 5});
        });
        EXPECT_TRUE(heads.keep(head, noon_ms));
        return head;
    }
    void run(const std::string& sql) const
    {
        EXPECT_TRUE(database.write([&](Transaction& t) { return t.run_script(sql); }));
    }
    std::vector<std::string> faults() const
    {
        const auto found = verify_all(database, heads);
        std::vector<std::string> words;
        for (const auto& fault : *found)
            words.push_back(fault.tenant + " " + std::to_string(fault.number) + " " +
                            std::string(audit_fault_word(fault.kind)));
        return words;
    }

    base::TemporaryFolder folder;
    Database database;
    AuditHeads heads;
};

TEST_F(AuditHeadsTest, AWholeChainWithItsHeadHasNoFault)
{
    EXPECT_THAT(faults(), testing::IsEmpty());
    add();
    add("school-2");
    EXPECT_EQ(**heads.kept("school-1"), add());
    EXPECT_THAT(faults(), testing::IsEmpty());
}

TEST_F(AuditHeadsTest, AnEarlierHeadDoesNotReplaceALaterOne)
{
    const auto first = add();
    const auto second = add();
    EXPECT_TRUE(heads.keep(first, noon_ms));
    EXPECT_EQ(**heads.kept("school-1"), second);
}

TEST_F(AuditHeadsTest, AChainCutOffOrTakenAwayWholeShows)
{
    add();
    add();
    run("delete from audit_events where number = 2;");
    EXPECT_THAT(faults(), testing::ElementsAre("school-1 2 cut"));
    run("delete from audit_events;");
    EXPECT_THAT(faults(), testing::ElementsAre("school-1 2 cut"));
    std::filesystem::remove(folder.at("audit/school-1.json"));
    EXPECT_THAT(faults(), testing::ElementsAre("school-1 0 cut"))
        << "the archive remembers that it was there";
}

TEST_F(AuditHeadsTest, AHeadThatIsForgedMissingOrNoHeadAtAllShows)
{
    add();
    add();
    const auto path = folder.at("audit/school-1.json");
    const auto whole = *base::read_file(path, 10'000);
    AuditHeads forger(folder.at("audit"), key(1));
    std::filesystem::remove(path);
    EXPECT_THAT(faults(), testing::ElementsAre("school-1 0 cut"));
    ASSERT_TRUE(forger.keep({"school-1", 1, std::string(64, 'a')}, noon_ms));
    EXPECT_THAT(faults(), testing::ElementsAre("school-1 0 cut"));
    for (const char* text : {"", "[]", "{}", "not JSON", "{\"number\":1e99}"}) {
        folder.put("audit/school-1.json", text);
        EXPECT_EQ(heads.kept("school-1").error().code, ErrorCode::StoreChanged) << text;
        EXPECT_THAT(faults(), testing::ElementsAre("school-1 0 cut"));
    }
    folder.put("audit/school-1.json", std::string(whole.begin(), whole.end()));
    EXPECT_THAT(faults(), testing::IsEmpty());
}

TEST_F(AuditHeadsTest, ATenantsHeadIsNotTakenForAnothers)
{
    add();
    add("school-2");
    std::filesystem::copy_file(folder.at("audit/school-1.json"), folder.at("audit/school-2.json"),
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_THAT(faults(), testing::ElementsAre("school-2 0 cut"));
}

TEST_F(AuditHeadsTest, TheFirstOfEachDayIsArchived)
{
    const auto first = add();
    add();
    auto head = add();
    head.number = 9;
    ASSERT_TRUE(heads.keep(head, noon_ms + day_ms));
    EXPECT_TRUE(std::filesystem::exists(folder.at("audit/archive/2026-11-25/school-1.json")));
    EXPECT_TRUE(std::filesystem::exists(folder.at("audit/archive/2026-11-26/school-1.json")));
    const AuditHeads archived(folder.at("audit/archive/2026-11-25"), key());
    EXPECT_EQ(**archived.kept("school-1"), first);
}

TEST_F(AuditHeadsTest, ATenantsIdIsNoPath)
{
    EXPECT_EQ(heads.keep({"../x", 1, ""}, noon_ms).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(heads.keep({"", 1, ""}, noon_ms).error().code, ErrorCode::InvalidInput);
    EXPECT_FALSE(heads.kept("../t")->has_value());
}

} // namespace
} // namespace tucai::store
