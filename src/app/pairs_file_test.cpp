#include "app/pairs_file.h"
#include "base/temporary_folder.h"

#include <gtest/gtest.h>

namespace tucai::app {
namespace {

using Names = std::vector<std::string>;

std::string message_of(std::string_view csv)
{
    const auto list = parse_pairs(csv, "");
    return list ? "" : list.error().message;
}

TEST(ParsePairs, PathsStartFromTheFolderUnlessTheyAreAbsolute)
{
    const auto list = parse_pairs("a,b\nx.jpg,/far/y.jpg\n", "/tables");
    ASSERT_TRUE(list.has_value());
    EXPECT_EQ(list->pictures, (Names{"/tables/x.jpg", "/far/y.jpg"}));
    EXPECT_EQ(list->names, (Names{"x.jpg", "/far/y.jpg"}));
}

TEST(ParsePairs, APictureThatManyPairsNameIsOne)
{
    const auto list = parse_pairs("a,b\nx.jpg,y.jpg\n./x.jpg,z.jpg\nsub/../x.jpg,y.jpg\n", "t");
    ASSERT_TRUE(list.has_value());
    EXPECT_EQ(list->pictures, (Names{"t/x.jpg", "t/y.jpg", "t/z.jpg"}));
    EXPECT_EQ(list->pairs[2].a, list->pairs[0].a);
    EXPECT_EQ(list->names.at(list->pairs[1].a_name), "./x.jpg") << "as it is called in this pair";
}

TEST(ParsePairs, ColumnsMayStandInAnyOrderAmongOthers)
{
    const auto list = parse_pairs("\xEF\xBB\xBFsame,b,note,a\r\n1,y.jpg,\"x, y\",x.jpg\r\n", "");
    ASSERT_TRUE(list.has_value());
    EXPECT_EQ(list->pictures, (Names{"x.jpg", "y.jpg"}));
}

TEST(ParsePairs, ATableOfNoPairsIsEmpty)
{
    EXPECT_TRUE(parse_pairs("a,b\n", "")->pairs.empty());
}

TEST(ParsePairs, WhatIsWrongIsNamedWithItsLine)
{
    EXPECT_EQ(message_of(""), "It is empty; the first line must name the columns a and b.");
    EXPECT_EQ(message_of("a,c\n1,2\n"),
              "There is no column 'b'; the first line must name the columns a and b.");
    EXPECT_EQ(message_of("a,b\nx,y\nx,\n"), "Line 3: a picture is not named.");
    EXPECT_EQ(message_of("a,b\nx\n"), "Line 2: 1 fields, but the first line has 2.");
}

TEST(ReadPairs, AMissingTableSaysSo)
{
    const base::TemporaryFolder folder;
    const auto list = read_pairs(folder.at("gone.csv"));
    ASSERT_FALSE(list.has_value());
    EXPECT_EQ(list.error().code, ErrorCode::FileNotFound);
}

TEST(ReadPairs, StartsFromTheFolderOfTheTable)
{
    const base::TemporaryFolder folder;
    const auto path = folder.put("deep/pairs.csv", "a,b\n../x.jpg,y.jpg\n");
    const auto list = read_pairs(path);
    ASSERT_TRUE(list.has_value());
    EXPECT_EQ(list->pictures, (Names{folder.at("x.jpg"), folder.at("deep/y.jpg")}));
}

TEST(PairOf, OnePictureTwiceIsLookedAtOnce)
{
    EXPECT_EQ(pair_of("x.jpg", "./x.jpg").pictures.size(), 1U);
    EXPECT_EQ(pair_of("x.jpg", "y.jpg").pictures, (Names{"x.jpg", "y.jpg"}));
}

} // namespace
} // namespace tucai::app
