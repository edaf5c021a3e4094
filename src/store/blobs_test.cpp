#include "base/files.h"
#include "base/sha256.h"
#include "base/temporary_folder.h"
#include "store/blobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <limits>

namespace tucai::store {
namespace {

constexpr std::int64_t end_of_time = std::numeric_limits<std::int64_t>::max();

class Blobs : public testing::Test {
protected:
    std::string file_of(const std::string& address) const
    {
        return folder.at("blobs/" + address.substr(0, 2) + "/" + address.substr(2));
    }
    std::string put(const std::string& text) const { return *blobs->put(Bytes(text.begin(), text.end())); }
    std::vector<std::string> all() const
    {
        std::vector<std::string> seen;
        EXPECT_TRUE(blobs->each([&](const std::string& address, std::int64_t) { seen.push_back(address); }));
        return seen;
    }

    base::TemporaryFolder folder;
    std::unique_ptr<BlobStore> blobs = *open_blob_folder(folder.at("blobs"), 1000);
    base::SecretKey key = base::SecretKey::random(base::system_randomness());
};

TEST_F(Blobs, WhatIsStoredComesBack)
{
    EXPECT_TRUE(rc::check([&](const Bytes& bytes) {
        RC_PRE(bytes.size() < 900);
        const auto address = put_sealed(*blobs, key, "shot", bytes, base::system_randomness());
        RC_ASSERT(*get_sealed(*blobs, key, "shot", *address) == bytes);
        RC_ASSERT(get_sealed(*blobs, key, "photo", *address).error().code == ErrorCode::SecretWrong);
        RC_ASSERT(get_sealed(*blobs, base::SecretKey::random(base::system_randomness()), "shot", *address)
                      .error()
                      .code == ErrorCode::SecretWrong);
    }));
}

TEST_F(Blobs, NothingOfThePictureLiesOnTheDisk)
{
    const std::string text(300, 'Q');
    const auto address =
        put_sealed(*blobs, key, "shot", Bytes(text.begin(), text.end()), base::system_randomness());
    const auto stored = *base::read_file(file_of(*address), 1000);
    EXPECT_EQ(std::string(stored.begin(), stored.end()).find("QQQQ"), std::string::npos);
}

TEST_F(Blobs, AreNamedByTheirDigest)
{
    EXPECT_EQ(put(""), base::sha256_hex({}));
    EXPECT_EQ(put("a"), put("a"));
    EXPECT_THAT(all(), testing::SizeIs(2));
}

TEST_F(Blobs, AChangedObjectIsNoticed)
{
    const auto address = put("whole");
    folder.put("blobs/" + address.substr(0, 2) + "/" + address.substr(2), "torn");
    EXPECT_EQ(blobs->get(address).error().code, ErrorCode::StoreChanged);
    folder.put("blobs/" + address.substr(0, 2) + "/" + address.substr(2), std::string(2000, 'x'));
    EXPECT_EQ(blobs->get(address).error().code, ErrorCode::StoreChanged);
}

TEST_F(Blobs, WhatIsNotThereIsMissingAndRemovingItIsNoError)
{
    const auto address = put("x");
    EXPECT_TRUE(blobs->remove(address));
    EXPECT_EQ(blobs->get(address).error().code, ErrorCode::BlobMissing);
    EXPECT_TRUE(blobs->remove(address));
}

TEST_F(Blobs, AnAddressIsNoPath)
{
    for (const auto& address : std::vector<std::string>{"", "../../etc/passwd", "AB", std::string(64, 'g')}) {
        EXPECT_EQ(blobs->get(address).error().code, ErrorCode::InvalidInput);
        EXPECT_EQ(blobs->remove(address).error().code, ErrorCode::InvalidInput);
    }
}

TEST_F(Blobs, AnObjectThatIsTooLargeIsNotStored)
{
    EXPECT_EQ(blobs->put(Bytes(1001)).error().code, ErrorCode::InvalidInput);
    EXPECT_THAT(all(), testing::IsEmpty());
}

TEST_F(Blobs, AFolderThatCannotBeMadeIsUnavailable)
{
    folder.put("file", "");
    EXPECT_EQ(open_blob_folder(folder.at("file/blobs"), 1).error().code, ErrorCode::StoreUnavailable);
}

TEST_F(Blobs, TheSweeperTakesWhatNobodyNamesAndIsOld)
{
    const auto named = put("named");
    const auto forgotten = put("forgotten");
    const auto is_named = [&](const std::string& address) -> Result<bool> { return address == named; };
    EXPECT_EQ(*sweep(*blobs, is_named, 0), 0U) << "younger than that: its row may be on its way";
    EXPECT_EQ(*sweep(*blobs, is_named, end_of_time), 1U);
    EXPECT_THAT(all(), testing::ElementsAre(named));
    EXPECT_EQ(blobs->get(forgotten).error().code, ErrorCode::BlobMissing);
}

TEST_F(Blobs, ASweeperThatCannotAskRemovesNothing)
{
    put("forgotten");
    const auto cannot_say = [](const std::string&) -> Result<bool> {
        return fail(ErrorCode::StoreBusy, "busy");
    };
    EXPECT_EQ(sweep(*blobs, cannot_say, end_of_time).error().code, ErrorCode::StoreBusy);
    EXPECT_THAT(all(), testing::SizeIs(1));
}

} // namespace
} // namespace tucai::store
