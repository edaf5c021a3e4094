#include "access/key_ring.h"
#include "base/files.h"
#include "base/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tucai::access {
namespace {

namespace fs = std::filesystem;

class KeyRingTest : public testing::Test {
protected:
    KeyRing open() const { return *KeyRing::open(folder.at("keys"), base::system_randomness()); }
    /// The files of people's keys.
    std::vector<std::string> files() const
    {
        std::vector<std::string> found;
        for (const auto& entry : fs::recursive_directory_iterator(folder.at("keys")))
            if (entry.path().extension() == ".key" && entry.path().filename() != "master.key")
                found.push_back(entry.path().string());
        return found;
    }
    static std::vector<std::uint8_t> bytes_of(const base::SecretKey& key)
    {
        return {key.bytes().begin(), key.bytes().end()};
    }
    base::TemporaryFolder folder;
};

TEST_F(KeyRingTest, KeysAreTheSameAfterARestart)
{
    auto ring = open();
    const auto audit = bytes_of(ring.key_for("audit"));
    const auto person = bytes_of(*ring.person_key("student-1"));
    auto again = open();
    EXPECT_EQ(bytes_of(again.key_for("audit")), audit);
    EXPECT_EQ(bytes_of(*again.person_key("student-1")), person);
    EXPECT_EQ(bytes_of(*again.existing_person_key("student-1")), person);
}

TEST_F(KeyRingTest, ManyAreMadeOrFoundAtOnce)
{
    auto ring = open();
    const auto known = bytes_of(*ring.person_key("b"));
    const std::vector<std::string> ids = {"a", "b", "c"};
    const auto keys = ring.person_keys(ids);
    ASSERT_TRUE(keys);
    ASSERT_EQ(keys->size(), 3U);
    EXPECT_EQ(bytes_of((*keys)[1]), known);
    EXPECT_EQ(bytes_of(*open().existing_person_key("c")), bytes_of((*keys)[2]));
    std::vector<std::string> many;
    for (int i = 0; i < 40; ++i)
        many.push_back("m-" + std::to_string(i));
    ASSERT_TRUE(ring.person_keys(many));
    EXPECT_TRUE(open().existing_person_key("m-39"));
    EXPECT_EQ(ring.person_keys(std::vector<std::string>{"d", "../e"}).error().code, ErrorCode::InvalidInput);
}

TEST_F(KeyRingTest, EachPurposeAndPersonHasItsOwn)
{
    auto ring = open();
    EXPECT_NE(bytes_of(ring.key_for("audit")), bytes_of(ring.key_for("tokens")));
    EXPECT_NE(bytes_of(*ring.person_key("a")), bytes_of(*ring.person_key("b")));
}

TEST_F(KeyRingTest, OnlyTheOwnerLooksIn)
{
    auto ring = open();
    ASSERT_TRUE(ring.person_key("a"));
    EXPECT_EQ(fs::status(folder.at("keys")).permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(fs::path(files().front()).parent_path()).permissions(), fs::perms::owner_all);
}

TEST_F(KeyRingTest, ADestroyedKeyIsGoneForGood)
{
    auto ring = open();
    const auto key = bytes_of(*ring.person_key("a"));
    ASSERT_TRUE(ring.destroy_person_key("a"));
    ASSERT_TRUE(ring.destroy_person_key("a")) << "twice is once";
    EXPECT_EQ(ring.person_key("a").error().code, ErrorCode::KeyDestroyed) << "and none is made anew";
    EXPECT_EQ(ring.existing_person_key("a").error().code, ErrorCode::KeyDestroyed);
    EXPECT_EQ(open().person_key("a").error().code, ErrorCode::KeyDestroyed);
    for (const auto& file : files())
        EXPECT_EQ(fs::file_size(file), 0U);
}

TEST_F(KeyRingTest, OneThatNeverWasIsNotMadeWhereItMustBeThere)
{
    auto ring = open();
    EXPECT_EQ(ring.existing_person_key("a").error().code, ErrorCode::KeyDestroyed);
    EXPECT_THAT(files(), testing::IsEmpty());
}

TEST_F(KeyRingTest, AKeyThatWasMovedToAnotherPersonDoesNotFit)
{
    auto ring = open();
    ASSERT_TRUE(ring.person_key("a"));
    const auto first = files().front();
    ASSERT_TRUE(ring.person_key("b"));
    for (const auto& file : files())
        if (file != first)
            fs::copy_file(first, file, fs::copy_options::overwrite_existing);
    EXPECT_EQ(ring.person_key("b").error().code, ErrorCode::SecretWrong);
}

TEST_F(KeyRingTest, ALostMasterKeyIsNotReplacedWhileItsKeysAreThere)
{
    ASSERT_TRUE(open().person_key("a"));
    fs::remove(folder.at("keys/master.key"));
    EXPECT_EQ(KeyRing::open(folder.at("keys"), base::system_randomness()).error().code,
              ErrorCode::SecretWrong);
    folder.put("keys/master.key", "short");
    EXPECT_EQ(KeyRing::open(folder.at("keys"), base::system_randomness()).error().code,
              ErrorCode::SecretWrong);
}

TEST_F(KeyRingTest, AnIdIsNoPath)
{
    auto ring = open();
    for (const auto& id : std::vector<std::string>{"", "../master", "a/b", std::string(65, 'a')}) {
        EXPECT_EQ(ring.person_key(id).error().code, ErrorCode::InvalidInput);
        EXPECT_EQ(ring.destroy_person_key(id).error().code, ErrorCode::InvalidInput);
    }
}

} // namespace
} // namespace tucai::access
