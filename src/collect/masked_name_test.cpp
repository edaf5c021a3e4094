#include "collect/code_points.h"
#include "collect/masked_name.h"
#include "collect/names.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace tucai::collect {
namespace {

TEST(MaskedName, OfHanCharactersShowsTheFirstAndTheLast)
{
    EXPECT_EQ(masked_name("张小明"), "张*明");
    EXPECT_EQ(masked_name("欧阳娜娜"), "欧**娜");
    EXPECT_EQ(masked_name("𠮷野家"), "𠮷*家");
    EXPECT_EQ(masked_name("买买提·艾力"), "买**·*力");
    EXPECT_EQ(masked_name("김철수"), "김*수");
    EXPECT_EQ(masked_name("やまだ"), "や*だ");
}

TEST(MaskedName, OfTwoShowsTheFirstAndOfOneNone)
{
    EXPECT_EQ(masked_name("张三"), "张*");
    EXPECT_EQ(masked_name("阿·丁"), "阿·*");
    EXPECT_EQ(masked_name("伟"), "*");
    EXPECT_EQ(masked_name("〇"), "*");
    EXPECT_EQ(masked_name("A"), "*");
    EXPECT_EQ(masked_name("é"), "*");
    EXPECT_EQ(masked_name("-A"), "-*");
}

TEST(MaskedName, OfOtherScriptsShowsTheFirstLetterOfEachWord)
{
    EXPECT_EQ(masked_name("María José"), "M**** J***");
    EXPECT_EQ(masked_name("Jean-Luc"), "J***-L**");
    EXPECT_EQ(masked_name("O'Brien"), "O'*****");
    EXPECT_EQ(masked_name("J. R. Smith"), "J. R. S****");
    EXPECT_EQ(masked_name("Suharto"), "S******");
    EXPECT_EQ(masked_name("Анна Ли"), "А*** Л*");
    EXPECT_EQ(masked_name("محمد علي"), "م*** ع**");
    EXPECT_EQ(masked_name("Anna 王小明"), "A*** 王**");
}

TEST(MaskedName, CountsWhatPeopleSeeAsOneCharacter)
{
    EXPECT_EQ(masked_name("x\u0323\u0302yz ab"), "x\u0323\u0302** a*");
    EXPECT_EQ(masked_name("葛\U000E0100小明"), "葛\U000E0100*明")
        << "a variant's selector stays with its character";
}

TEST(MaskedName, ShowsNoSignOfALostCharacter)
{
    EXPECT_EQ(masked_name("张??"), "张**");
    EXPECT_EQ(masked_name("??"), "**");
    EXPECT_EQ(masked_name("□明"), "**");
}

TEST(MaskedName, OfWhatIsNoNameIsAStar)
{
    EXPECT_EQ(masked_name(""), "*");
    EXPECT_EQ(masked_name("\xFF"), "*");
    EXPECT_EQ(masked_name("·"), "*");
}

RC_GTEST_PROP(MaskedName, NeverShowsAWholeNameAndNeverMoreThanTwoOfHan, ())
{
    const auto points = *rc::gen::container<std::u32string>(
        rc::gen::oneOf(rc::gen::inRange<char32_t>(0x4E00, 0x9FA5),
                       rc::gen::inRange<char32_t>(0x20000, 0x2A6D0), rc::gen::just(U'·')));
    const auto name = read_name(utf8(points));
    if (!name)
        return;
    const auto masked = *code_points(std::string_view(masked_name(name->text)));
    RC_ASSERT(masked.size() == code_points(std::string_view(name->text))->size());
    const auto shown =
        std::count_if(masked.begin(), masked.end(), [](char32_t one) { return one != U'*' && one != U'·'; });
    RC_ASSERT(shown <= 2);
    RC_ASSERT(masked.find(U'*') != std::u32string::npos);
}

} // namespace
} // namespace tucai::collect
