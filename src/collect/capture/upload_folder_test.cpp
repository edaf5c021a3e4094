#include "base/temporary_folder.h"
#include "collect/capture/upload_folder.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <thread>

namespace tucai::collect {
namespace {

base::SecretKey key_of(std::uint8_t first)
{
    std::array<std::uint8_t, base::SecretKey::size_bytes> bytes{};
    bytes[0] = first;
    return base::SecretKey(bytes);
}

class UploadFolderTest : public testing::Test {
protected:
    std::string file(const std::string& id) const { return folder.at("uploads/" + id + ".part"); }

    base::TemporaryFolder folder;
    UploadFolder uploads{folder.at("uploads"), base::system_randomness()};
    base::SecretKey key = key_of(1);
    const base::ByteVector abc = {'a', 'b', 'c'};
    const base::ByteVector de = {'d', 'e'};
};

TEST_F(UploadFolderTest, PiecesComeTogetherAndAreSealed)
{
    ASSERT_TRUE(uploads.open("p")->append(key, abc));
    ASSERT_TRUE(uploads.open("p")->append(key, de));
    EXPECT_EQ(*uploads.arrived_bytes("p"), 5);
    EXPECT_EQ(*uploads.open("p")->whole(key), (base::ByteVector{'a', 'b', 'c', 'd', 'e'}));
    EXPECT_EQ(uploads.open("p")->whole(key_of(2)).error().code, ErrorCode::SecretWrong);
    EXPECT_EQ(*uploads.arrived_bytes("q"), 0);
    EXPECT_FALSE(std::filesystem::exists(file("q"))) << "asking makes nothing";
}

TEST_F(UploadFolderTest, HalfAPieceFromACrashIsCutOff)
{
    ASSERT_TRUE(uploads.open("p")->append(key, abc));
    const auto whole_bytes = std::filesystem::file_size(file("p"));
    ASSERT_TRUE(uploads.open("p")->append(key, de));
    const auto both_bytes = std::filesystem::file_size(file("p"));
    for (auto bytes = whole_bytes; bytes < both_bytes; ++bytes) {
        std::filesystem::resize_file(file("p"), bytes);
        ASSERT_EQ(*uploads.arrived_bytes("p"), 3) << bytes;
        ASSERT_TRUE(uploads.open("p")->append(key, de));
        ASSERT_EQ(*uploads.open("p")->whole(key), (base::ByteVector{'a', 'b', 'c', 'd', 'e'}));
    }
}

TEST_F(UploadFolderTest, AWrongHeadIsWhereTheFileEnds)
{
    ASSERT_TRUE(uploads.open("p")->append(key, abc));
    std::ofstream(file("p"), std::ios::binary | std::ios::app) << std::string(64, '\xFF');
    EXPECT_EQ(*uploads.arrived_bytes("p"), 3);
    std::ofstream(file("p"), std::ios::binary | std::ios::app) << std::string(64, '\0');
    EXPECT_EQ(*uploads.arrived_bytes("p"), 3);
}

TEST_F(UploadFolderTest, OnlyIdsNameFiles)
{
    for (const auto* id : {"", "..", "a/b", "a.part", "ü"}) {
        EXPECT_EQ(uploads.open(id).error().code, ErrorCode::InvalidInput) << id;
        EXPECT_EQ(uploads.arrived_bytes(id).error().code, ErrorCode::InvalidInput) << id;
    }
}

TEST_F(UploadFolderTest, ThreadsTakeTurnsAndLoseNothing)
{
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([this] {
            for (int n = 0; n < 5; ++n)
                EXPECT_TRUE(uploads.open("p")->append(key, abc));
        });
    threads.clear();
    EXPECT_EQ(*uploads.arrived_bytes("p"), 60);
    EXPECT_EQ(uploads.open("p")->whole(key)->size(), 60U);
}

TEST_F(UploadFolderTest, WhoeverWaitedForAFileThatWasRemovedGetsANewOne)
{
    std::optional<UploadFolder::Upload> held = *uploads.open("p");
    ASSERT_TRUE(held->append(key, abc));
    std::jthread other([this] {
        auto upload = uploads.open("p");
        ASSERT_TRUE(upload);
        EXPECT_TRUE(upload->append(key, de));
    });
    ASSERT_TRUE(held->remove());
    held.reset();
    other.join();
    const auto arrived = *uploads.arrived_bytes("p");
    EXPECT_TRUE(arrived == 2 || arrived == 0) << "before it was removed, or after; never in what is gone";
}

TEST_F(UploadFolderTest, SweepsWhatNobodyWaitsFor)
{
    ASSERT_TRUE(uploads.open("old")->append(key, abc));
    ASSERT_TRUE(uploads.open("new")->append(key, abc));
    EXPECT_EQ(*uploads.sweep([](const std::string& id) -> Result<bool> { return id == "new"; }), 1U);
    EXPECT_FALSE(std::filesystem::exists(file("old")));
    EXPECT_EQ(*uploads.arrived_bytes("new"), 3);
    EXPECT_EQ(*UploadFolder(folder.at("none"), base::system_randomness())
                   .sweep([](const std::string&) -> Result<bool> { return true; }),
              0U);
}

RC_GTEST_FIXTURE_PROP(UploadFolderTest, AnyCutOfAPictureComesTogether, ())
{
    const auto picture = *rc::gen::nonEmpty<std::vector<std::uint8_t>>();
    std::size_t at = 0;
    while (at < picture.size()) {
        const auto size = *rc::gen::inRange<std::size_t>(1, picture.size() - at + 1);
        RC_ASSERT(uploads.open("p")->append(key, base::ByteSpan(picture).subspan(at, size)).has_value());
        at += size;
        RC_ASSERT(*uploads.arrived_bytes("p") == static_cast<std::int64_t>(at));
    }
    RC_ASSERT(*uploads.open("p")->whole(key) == picture);
    RC_ASSERT(uploads.open("p")->remove().has_value());
}

} // namespace
} // namespace tucai::collect
