#include "app/seen_before.h"

#include <gtest/gtest.h>

namespace tucai::app {
namespace {

constexpr measure::PictureDigest some_digest{{0x0123456789ABCDEFU, 0xFEDCBA9876543210U}};

measure::PictureDigest with_flipped(measure::PictureDigest digest, int bits)
{
    for (int bit = 0; bit < bits; ++bit)
        digest.words[0] ^= std::uint64_t{1} << static_cast<unsigned>(bit);
    return digest;
}

bool holds(const std::optional<image::Warning>& warning, const std::string& text)
{
    return warning && warning->message.find(text) != std::string::npos;
}

TEST(SeenBefore, TheSameFileIsToldByItsName)
{
    SeenBefore seen;
    EXPECT_FALSE(seen.see("a.jpg", {"11", some_digest}));
    const auto warning = seen.see("b.jpg", {"11", some_digest});
    ASSERT_TRUE(warning.has_value());
    EXPECT_EQ(warning->code, "genuine.seen_before");
    EXPECT_TRUE(holds(warning, "The same file came before: a.jpg."));
}

TEST(SeenBefore, ACopyIsToldWithItsDistance)
{
    SeenBefore seen;
    seen.see("a.jpg", {"11", some_digest});
    EXPECT_TRUE(holds(seen.see("b.jpg", {"22", with_flipped(some_digest, most_copy_distance)}),
                      "a.jpg (they differ in 8 of"));
}

TEST(SeenBefore, AnotherPictureIsNone)
{
    SeenBefore seen;
    seen.see("a.jpg", {"11", some_digest});
    EXPECT_FALSE(seen.see("b.jpg", {"22", with_flipped(some_digest, most_copy_distance + 1)}));
}

TEST(SeenBefore, TheMostAlikeIsNamed)
{
    SeenBefore seen;
    seen.see("far.jpg", {"11", with_flipped(some_digest, 5)});
    seen.see("near.jpg", {"22", with_flipped(some_digest, 1)});
    EXPECT_TRUE(holds(seen.see("c.jpg", {"33", some_digest}), "near.jpg"));
}

TEST(SeenBefore, AMirrorImageIsToldAsOne)
{
    SeenBefore seen;
    seen.see("a.jpg", {"11", some_digest});
    EXPECT_TRUE(holds(seen.see("b.jpg", {"22", measure::mirrored(some_digest)}), "mirror"));
}

TEST(SeenBefore, WhatWasNotReadIsNeverSeenAgain)
{
    SeenBefore seen;
    EXPECT_FALSE(seen.see("gone.jpg", {"", std::nullopt}));
    EXPECT_FALSE(seen.see("gone.jpg", {"", std::nullopt}));
}

} // namespace
} // namespace tucai::app
