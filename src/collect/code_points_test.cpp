#include "collect/code_points.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::collect {
namespace {

TEST(CodePoints, ReadCharactersOfAnyPlane)
{
    EXPECT_EQ(code_points("aé张𠮷"), U"aé张𠮷");
    EXPECT_EQ(code_points(""), U"");
    EXPECT_EQ(code_points(std::string_view("a\0b", 3)), std::u32string_view(U"a\0b", 3));
}

TEST(CodePoints, RefuseWhatIsNotWellFormed)
{
    for (const auto* text : {"\x80", "\xC0\x80", "\xE5\xBC", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\xFFz"})
        EXPECT_EQ(code_points(text), std::nullopt);
}

TEST(CodePoints, NarrowTheFullWidthFormsOfAsciiOnly)
{
    EXPECT_EQ(narrowed(U'０'), U'0');
    EXPECT_EQ(narrowed(U'ｘ'), U'x');
    EXPECT_EQ(narrowed(U'！'), U'!');
    EXPECT_EQ(narrowed(U'～'), U'~');
    EXPECT_EQ(narrowed(U'\uFF00'), U'\uFF00');
    EXPECT_EQ(narrowed(U'\uFF5F'), U'\uFF5F');
    EXPECT_EQ(narrowed(U'张'), U'张');
}

RC_GTEST_PROP(CodePoints, ComeBackAsTheyWere, ())
{
    std::u32string points;
    for (const int point : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 0x110000)))
        if (point < 0xD800 || point > 0xDFFF)
            points.push_back(static_cast<char32_t>(point));
    RC_ASSERT(code_points(utf8(points)) == points);
}

RC_GTEST_PROP(CodePoints, AnyBytesAreReadOrRefused, ())
{
    const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    const auto points = code_points(bytes);
    if (points)
        RC_ASSERT(utf8(*points) == bytes);
}

} // namespace
} // namespace tucai::collect
