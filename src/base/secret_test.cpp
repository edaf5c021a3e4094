#include "base/secret.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace tucai::base {
namespace {

/// Counts up: the same in each run.
Randomness counting()
{
    return [next = std::uint8_t{1}](std::span<std::uint8_t> bytes) mutable {
        for (auto& byte : bytes)
            byte = next++;
    };
}

SecretKey key(std::uint8_t first = 0)
{
    std::array<std::uint8_t, 32> bytes{};
    bytes[0] = first;
    return SecretKey(bytes);
}

ByteVector bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

RC_GTEST_PROP(Sealing, WhatIsSealedIsOpenedByItsKeyInItsPlace,
              (const ByteVector& plain, const std::string& place))
{
    const auto sealed = seal(key(), plain, place, system_randomness());
    RC_ASSERT(*unseal(key(), sealed, place) == plain);
    RC_ASSERT(unseal(key(1), sealed, place).error().code == ErrorCode::SecretWrong);
    RC_ASSERT(unseal(key(), sealed, place + "x").error().code == ErrorCode::SecretWrong);
}

RC_GTEST_PROP(Sealing, AnyChangedBitShows, (const ByteVector& plain))
{
    auto sealed = seal(key(), plain, "students.name", system_randomness());
    const auto at = *rc::gen::inRange<std::size_t>(0, sealed.size());
    sealed[at] ^= static_cast<std::uint8_t>(1U << *rc::gen::inRange(0U, 8U));
    RC_ASSERT(!unseal(key(), sealed, "students.name"));
}

TEST(Sealing, TheSameTextNeverLooksTheSame)
{
    const auto random = system_randomness();
    EXPECT_NE(seal(key(), bytes_of("x"), "", random), seal(key(), bytes_of("x"), "", random));
}

TEST(Sealing, WhatIsTooShortIsWrong)
{
    for (const std::size_t size : {0U, 1U, 39U})
        EXPECT_EQ(unseal(key(), ByteVector(size), "").error().code, ErrorCode::SecretWrong);
}

TEST(SecretKeys, AreOf32Bytes)
{
    EXPECT_FALSE(SecretKey::of(ByteVector(31)));
    EXPECT_TRUE(SecretKey::of(ByteVector(32)));
    const auto made = SecretKey::random(counting());
    EXPECT_EQ(made.bytes()[31], 32);
}

TEST(SecretKeys, EachPurposeHasItsOwn)
{
    EXPECT_NE(keyed_digest(key().derived("codes"), {}), keyed_digest(key().derived("blobs"), {}));
    EXPECT_EQ(keyed_digest(key().derived("codes"), {}), keyed_digest(key().derived("codes"), {}));
}

TEST(KeyedDigest, HasTheValueOfItsStandard)
{
    // BLAKE2b-256 keyed by 00 01 .. 1f over nothing; other programs give the same.
    std::array<std::uint8_t, 32> bytes{};
    for (std::size_t i = 0; i < 32; ++i)
        bytes.at(i) = static_cast<std::uint8_t>(i);
    EXPECT_EQ(keyed_digest(SecretKey(bytes), {}),
              "4e51e7a913fc80137da52880fecca175bf81e117d5c68126dc2774033517ea0d");
}

TEST(Signing, OnlyTheRightKeyTextAndSignatureFit)
{
    const auto text = bytes_of("head 7");
    auto signature = sign(key(), text);
    EXPECT_TRUE(is_signed_by(public_key_of(key()), text, signature));
    EXPECT_FALSE(is_signed_by(public_key_of(key(1)), text, signature));
    EXPECT_FALSE(is_signed_by(public_key_of(key()), bytes_of("head 8"), signature));
    signature[5] ^= 1U;
    EXPECT_FALSE(is_signed_by(public_key_of(key()), text, signature));
    EXPECT_FALSE(is_signed_by({}, text, {}));
}

TEST(Passwords, AreStoredAsArgon2id)
{
    const auto stored = hash_password("correct horse");
    ASSERT_TRUE(stored.has_value());
    EXPECT_TRUE(stored->starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << *stored;
    EXPECT_TRUE(is_password("correct horse", *stored));
    EXPECT_FALSE(is_password("correct horse ", *stored));
    EXPECT_FALSE(is_password("", *stored));
    EXPECT_FALSE(is_password("correct horse", "no hash at all"));
    EXPECT_NE(*stored, *hash_password("correct horse")) << "each has its own salt";
}

TEST(Tokens, AreLongAndDiffer)
{
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(random_token(system_randomness()));
    EXPECT_EQ(seen.size(), 1000U);
    EXPECT_EQ(seen.begin()->size(), 32U);
    EXPECT_EQ(random_token(counting()), random_token(counting()));
}

TEST(Secrets, AreComparedWhole)
{
    EXPECT_TRUE(is_same_secret("20171X", "20171X"));
    EXPECT_FALSE(is_same_secret("20171X", "20171x"));
    EXPECT_FALSE(is_same_secret("20171X", "20171"));
    EXPECT_TRUE(is_same_secret("", ""));
}

} // namespace
} // namespace tucai::base
