#include "access/school_keys.h"
#include "base/temporary_folder.h"

#include <gtest/gtest.h>

namespace tucai::access {
namespace {

class SchoolKeysTest : public testing::Test {
protected:
    SchoolKeys open(const std::string& at, std::uint8_t wrap = 1) const
    {
        return {at, base::SecretKey({wrap}), base::system_randomness()};
    }
    static std::vector<std::uint8_t> bytes_of(const base::SecretKey& key)
    {
        return {key.bytes().begin(), key.bytes().end()};
    }

    base::TemporaryFolder folder;
};

TEST_F(SchoolKeysTest, AKeyIsMadeOnceAndFoundAgain)
{
    auto keys = open(folder.at("schools"));
    const auto made = keys.make("school-1");
    ASSERT_TRUE(made);
    EXPECT_EQ(bytes_of(*keys.make("school-1")), bytes_of(*made));
    EXPECT_EQ(bytes_of(**open(folder.at("schools")).find("school-1")), bytes_of(*made));
    EXPECT_NE(bytes_of(*keys.make("school-2")), bytes_of(*made));
}

TEST_F(SchoolKeysTest, WithoutTheFolderThereIsNoKeyAndNoneIsMade)
{
    auto keys = open("");
    EXPECT_FALSE(keys.find("school-1")->has_value());
    EXPECT_EQ(keys.make("school-1").error().code, ErrorCode::KeyAbsent);
}

TEST_F(SchoolKeysTest, AFileAloneTellsNothing)
{
    ASSERT_TRUE(open(folder.at("schools")).make("school-1"));
    EXPECT_EQ(open(folder.at("schools"), 2).find("school-1").error().code, ErrorCode::SecretWrong);
}

TEST_F(SchoolKeysTest, ANameThatIsNoIdIsRefused)
{
    EXPECT_EQ(open(folder.at("schools")).find("../master").error().code, ErrorCode::InvalidInput);
}

} // namespace
} // namespace tucai::access
