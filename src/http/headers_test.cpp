#include "http/headers.h"
#include "http/quality.h"
#include "http/utf8.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tucai::http {
namespace {

using testing::ElementsAre;

TEST(Headers, FindsNamesWithoutRegardToCase)
{
    Headers headers;
    headers.add("Content-Type", "text/plain");
    ASSERT_NE(headers.find("CONTENT-TYPE"), nullptr);
    EXPECT_EQ(*headers.find("content-type"), "text/plain");
    EXPECT_EQ(headers.find("content"), nullptr);
}

TEST(Headers, KeepsSeveralOfOneNameAndJoinsThem)
{
    Headers headers;
    headers.add("x", "1");
    headers.add("y", "2");
    headers.add("X", "3");
    EXPECT_EQ(headers.count("x"), 2U);
    EXPECT_EQ(headers.joined("X"), "1, 3");
    EXPECT_EQ(headers.joined("z"), "");
}

TEST(Headers, SetsInPlaceOfAllAndADefaultOnlyWhereNoneIs)
{
    Headers headers;
    headers.add("x", "1");
    headers.add("x", "2");
    headers.set("X", "3");
    headers.set_default("x", "4");
    headers.set_default("y", "5");
    EXPECT_EQ(headers.joined("x"), "3");
    EXPECT_EQ(headers.joined("y"), "5");
}

TEST(IsSendable, RefusesWhateverCouldBreakALine)
{
    EXPECT_TRUE(is_sendable({"location", "/a?b=\xe5\x9b\xbe\t"}));
    for (const auto* value : {"a\r\nset-cookie: b", "a\nb", "a\rb", "\x7f", "\x01"})
        EXPECT_FALSE(is_sendable({"location", value}));
    EXPECT_FALSE(is_sendable({"location", std::string("a\0b", 3)}));
    for (const auto* name : {"", "a b", "a:", "a\r\n", "名"})
        EXPECT_FALSE(is_sendable({name, "v"}));
}

TEST(ListMembers, AreTrimmedAndNeverEmpty)
{
    EXPECT_THAT(list_members(" a ,, b;c=1\t, "), ElementsAre("a", "b;c=1"));
    EXPECT_THAT(list_members(""), ElementsAre());
}

TEST(ChoicesOf, ReadsWeights)
{
    const auto choices = choices_of("gzip;q=0.5, BR ; q=0.25 ,*;q=0, zh;q=1.000, a;q=0.001, b");
    std::vector<std::pair<std::string, int>> read;
    for (const auto& choice : choices)
        read.emplace_back(choice.value, choice.thousandths);
    EXPECT_THAT(read, ElementsAre(std::pair("gzip", 500), std::pair("br", 250), std::pair("*", 0),
                                  std::pair("zh", 1000), std::pair("a", 1), std::pair("b", 1000)));
}

TEST(ChoicesOf, TakesAWeightThatIsNoneAsNotWanted)
{
    for (const auto* text :
         {"a;q=2", "a;q=1.5", "a;q=x", "a;q=", "a;q=0.1234", "a;q=-1", "a;w=1", "a;q=01", "a;q=0.1x"})
        EXPECT_EQ(choices_of(text).at(0).thousandths, 0) << text;
}

TEST(ChoicesOf, ReadsNoMoreThanSome)
{
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "a,";
    EXPECT_EQ(choices_of(text).size(), 32U);
}

TEST(IsUtf8, TakesShortestFormsOnly)
{
    EXPECT_TRUE(is_utf8("a·图𠮷\xf4\x8f\xbf\xbf"));
    for (const auto* text :
         {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
          "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe5\x9b", "\xff"})
        EXPECT_FALSE(is_utf8(text));
}

} // namespace
} // namespace tucai::http
