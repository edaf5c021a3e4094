#include "rules/plain_toml.h"

#include <gtest/gtest.h>

namespace tucai::rules {
namespace {

TEST(PlainToml, AsciiStaysAsItIs)
{
    EXPECT_EQ(plain_toml("a = \"b\"\n").value(), "a = \"b\"\n");
    EXPECT_EQ(plain_toml("").value(), "");
}

TEST(PlainToml, OtherLettersBecomeEscapes)
{
    EXPECT_EQ(plain_toml("é").value(), "\\U000000E9");
    EXPECT_EQ(plain_toml("脸").value(), "\\U00008138");
    EXPECT_EQ(plain_toml("𠮷").value(), "\\U00020BB7");
}

TEST(PlainToml, WhatIsNoUtf8IsRefusedWithItsLine)
{
    for (const std::string text : {"\n\x80", "\n\xE8\x84", "\n\xC0\xAF", "\n\xFF", "\n\xE8\x84z"}) {
        const auto plain = plain_toml(text);
        ASSERT_FALSE(plain.has_value());
        EXPECT_TRUE(plain.error().message.starts_with("line 2: ")) << plain.error().message;
    }
}

TEST(PlainToml, NestingWithoutEndIsRefusedWithItsLine)
{
    EXPECT_TRUE(plain_toml("\n\na = " + std::string(40, '[')).error().message.starts_with("line 3: "));
    EXPECT_FALSE(plain_toml("a = " + std::string(100'000, '{')).has_value());
    std::string over_lines;
    for (int i = 0; i < 3000; ++i)
        over_lines += "[\n";
    EXPECT_FALSE(plain_toml(over_lines).has_value());
}

TEST(PlainToml, AMebibyteIsTheMost)
{
    EXPECT_TRUE(plain_toml(std::string(most_profile_bytes, ' ')).has_value());
    EXPECT_FALSE(plain_toml(std::string(most_profile_bytes + 1, ' ')).has_value());
}

} // namespace
} // namespace tucai::rules
