#include "base/aes_gcm.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace tucai::base {
namespace {

SecretKey zeros()
{
    return SecretKey(std::array<std::uint8_t, 32>{});
}

TEST(AesGcm, HasTheValueOfItsSpecification)
{
    // McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 and 14: key and nonce of zeros.
    const Randomness none = [](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), 0); };
    EXPECT_EQ(hex(seal_gcm(zeros(), {}, "", none)).substr(24), "530f8afbc74536b9a963b4f1c4cb738b");
    EXPECT_EQ(hex(seal_gcm(zeros(), ByteVector(16), "", none)).substr(24),
              "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
}

RC_GTEST_PROP(AesGcm, OpensWhatItSealedAndNothingElse, (const ByteVector& plain, const std::string& place))
{
    auto sealed = seal_gcm(zeros(), plain, place, system_randomness());
    RC_ASSERT(*unseal_gcm(zeros(), sealed, place) == plain);
    RC_ASSERT(unseal_gcm(zeros(), sealed, place + "x").error().code == ErrorCode::SecretWrong);
    RC_ASSERT(unseal_gcm(zeros().derived("x"), sealed, place).error().code == ErrorCode::SecretWrong);
    sealed[*rc::gen::inRange<std::size_t>(0, sealed.size())] ^= 1U;
    RC_ASSERT(!unseal_gcm(zeros(), sealed, place));
}

TEST(AesGcm, WhatIsTooShortIsWrong)
{
    for (const std::size_t size : {0U, 12U, 27U})
        EXPECT_FALSE(unseal_gcm(zeros(), ByteVector(size), ""));
}

} // namespace
} // namespace tucai::base
