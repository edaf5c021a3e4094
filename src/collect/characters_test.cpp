#include "collect/characters.h"

#include <gtest/gtest.h>

namespace tucai::collect {
namespace {

TEST(Characters, AreHanInEveryBlockAlsoTheNewest)
{
    for (const char32_t point : {U'张', U'〇', U'㼆', U'𠮷', U'\uF9DC', char32_t(0x2EBF0), char32_t(0x2EE5D),
                                 char32_t(0x323B0), char32_t(0x31350)})
        EXPECT_TRUE(is_han(point)) << std::hex << static_cast<unsigned>(point);
    for (const char32_t point : {U'a', U'·', U'カ', U'김', U' ', char32_t(0x2EBEF + 0x300), char32_t(0xE863)})
        EXPECT_FALSE(is_han(point)) << std::hex << static_cast<unsigned>(point);
}

TEST(Characters, ThatOldSystemsKeptElsewhereComeHome)
{
    EXPECT_EQ(modern(U'\uE863'), U'䶮');
    EXPECT_EQ(modern(U'\uE81A'), U'㑳');
    EXPECT_EQ(modern(U'\uE81E'), U'龴');
    EXPECT_EQ(modern(U'\uE864'), U'龻');
    EXPECT_EQ(modern(U'\uE816'), U'𠂇');
    EXPECT_EQ(modern(U'\uE855'), char32_t(0x241FE));
    EXPECT_EQ(modern(U'\uE815'), char32_t(0x2E81));
    EXPECT_EQ(modern(U'\uE814'), U'\uE814');
    EXPECT_EQ(modern(U'\uE865'), U'\uE865');
    EXPECT_EQ(modern(U'张'), U'张');
}

TEST(Characters, ThatStandForLostOnesAreKnown)
{
    for (const char32_t point : {U'?', U'*', U'□', U'〓', U'\uFFFD', U'⿰'})
        EXPECT_TRUE(stands_for_lost(point));
    for (const char32_t point : {U'张', U'a', U'·', U'-'})
        EXPECT_FALSE(stands_for_lost(point));
}

} // namespace
} // namespace tucai::collect
