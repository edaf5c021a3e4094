#include "base/sha256.h"
#include "base/temporary_folder.h"

#include <gtest/gtest.h>

#include <vector>

namespace tucai::base {
namespace {

std::string hex_of(std::string_view text)
{
    return sha256_hex(std::vector<std::uint8_t>(text.begin(), text.end()));
}

// The vectors of FIPS 180-4's examples and of NIST's CAVP (SHA256ShortMsg).
TEST(Sha256, GivesWhatTheStandardGives)
{
    EXPECT_EQ(hex_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(hex_of("\xbd"), "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
    EXPECT_EQ(hex_of(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, AFileHasTheHashOfItsBytesHoweverManyPiecesItIsReadIn)
{
    const TemporaryFolder folder;
    constexpr std::size_t piece_bytes = 1U << 20U;
    for (const std::size_t size : {std::size_t{0}, std::size_t{3}, piece_bytes, 2 * piece_bytes + 1}) {
        std::string text(size, 'x');
        for (std::size_t i = 0; i < size; i += 1000)
            text[i] = static_cast<char>(i / 1000);
        const auto sum = sha256_file(folder.put("file", text));
        ASSERT_TRUE(sum.has_value()) << size;
        EXPECT_EQ(*sum, hex_of(text)) << size;
    }
}

TEST(Sha256, AMissingFileIsNotFound)
{
    const TemporaryFolder folder;
    const auto sum = sha256_file(folder.at("gone"));
    ASSERT_FALSE(sum.has_value());
    EXPECT_EQ(sum.error().code, ErrorCode::FileNotFound);
}

TEST(Sha256, AFolderIsUnreadableAndHasNoHash)
{
    const TemporaryFolder folder;
    const auto sum = sha256_file(folder.path());
    ASSERT_FALSE(sum.has_value());
    EXPECT_EQ(sum.error().code, ErrorCode::FileUnreadable);
}

} // namespace
} // namespace tucai::base
