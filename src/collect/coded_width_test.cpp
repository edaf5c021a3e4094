#include "collect/coded_width.h"

#include <gtest/gtest.h>

namespace tucai::collect {
namespace {

TEST(CodedWidth, IsOneTwoOrFourBytesACharacter)
{
    EXPECT_EQ(coded_width("Anna"), (CodedWidth{4, true}));
    EXPECT_EQ(coded_width("张三"), (CodedWidth{4, true}));
    EXPECT_EQ(coded_width("买买提·艾力"), (CodedWidth{12, true}));
    EXPECT_EQ(coded_width(""), (CodedWidth{0, true}));
}

TEST(CodedWidth, SaysWhatOldTablesCannotHold)
{
    EXPECT_EQ(coded_width("𠮷"), (CodedWidth{4, false}));
    EXPECT_EQ(coded_width("王㼆"), (CodedWidth{6, false}));
    EXPECT_EQ(coded_width("王䶮"), (CodedWidth{4, false})) << "GB18030 has it in two bytes, GBK not at all";
    EXPECT_EQ(coded_width("José"), (CodedWidth{5, true})) << "pinyin's letters are in GBK";
    EXPECT_EQ(coded_width("Núñez"), (CodedWidth{9, false}));
    EXPECT_EQ(coded_width("محمد"), (CodedWidth{16, false}));
    EXPECT_EQ(coded_width("葛\U000E0100"), (CodedWidth{6, false}))
        << "a selector would be lost without a word";
}

TEST(CodedWidth, IsNotForBytesThatAreNoText)
{
    const auto width = coded_width("\xD5\xC5");
    ASSERT_FALSE(width.has_value());
    EXPECT_EQ(width.error().code, ErrorCode::NameIllFormed);
}

} // namespace
} // namespace tucai::collect
