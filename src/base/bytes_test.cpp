#include "base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::base {
namespace {

TEST(Hex, IsTwoDigitsAByte)
{
    EXPECT_EQ(hex({}), "");
    EXPECT_EQ(hex(ByteVector{0, 10, 255}), "000aff");
}

RC_GTEST_PROP(Base64Url, ComesBack, (const ByteVector& bytes))
{
    RC_ASSERT(*from_base64url(base64url(bytes)) == bytes);
}

TEST(Base64Url, TakesNothingElse)
{
    EXPECT_EQ(base64url(ByteVector{0xFB, 0xFF}), "-_8");
    for (const char* text : {"-_8=", "+/8", "a", "-_9 ", "图"})
        EXPECT_FALSE(from_base64url(text)) << text;
}

TEST(Ids, AreNoPaths)
{
    for (const auto& text : std::vector<std::string>{"a", "School-1", "0", std::string(64, 'x')})
        EXPECT_TRUE(is_id(text)) << text;
    for (const auto& text :
         std::vector<std::string>{"", ".", "../x", "a/b", "a b", "图", std::string(65, 'x')})
        EXPECT_FALSE(is_id(text)) << text;
}

} // namespace
} // namespace tucai::base
