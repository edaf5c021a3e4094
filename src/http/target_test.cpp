#include "http/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tucai::http {
namespace {

using testing::ElementsAre;

std::vector<std::string> segments(std::string_view text)
{
    const auto target = parse_target(text);
    EXPECT_TRUE(target.has_value()) << text;
    return target ? target->segments : std::vector<std::string>{"refused"};
}

TEST(ParseTarget, TakesThePathApart)
{
    EXPECT_THAT(segments("/"), ElementsAre());
    EXPECT_THAT(segments("/a/b"), ElementsAre("a", "b"));
    EXPECT_THAT(segments("/a/"), ElementsAre("a", ""));
    EXPECT_THAT(segments("//a"), ElementsAre("", "a"));
    EXPECT_THAT(segments("/%e5%9b%be%E9%87%87/a+b%20c?x"), ElementsAre("图采", "a+b c"));
}

TEST(ParseTarget, TakesTheQueryApart)
{
    const auto target = parse_target("/a?b=1&c=%E5%9B%BE+x&d&&e=f=g&=h");
    ASSERT_TRUE(target.has_value());
    std::vector<std::pair<std::string, std::string>> read;
    for (const auto& [name, value] : target->query)
        read.emplace_back(name, value);
    EXPECT_THAT(read, ElementsAre(std::pair("b", "1"), std::pair("c", "图 x"), std::pair("d", ""),
                                  std::pair("e", "f=g"), std::pair("", "h")));
}

TEST(ParseTarget, ReadsThePathOfAWholeAddress)
{
    EXPECT_THAT(segments("http://host:80/a/b?c"), ElementsAre("a", "b"));
    EXPECT_THAT(segments("HTTPS://host"), ElementsAre());
}

TEST(ParseTarget, RefusesWhatAProxyMayReadOtherwise)
{
    for (const auto* text :
         {"",         "a",      "*",           "/..",  "/a/../b", "/a/%2e%2e/b",  "/./a",         "/%2E",
          "/a%2fb",   "/a%5Cb", "/a\\b",       "/%00", "/%zz",    "/%",           "/%4",          "/a?%4",
          "/a?b=%00", "/%ff",   "/a?b=%c0%80", "/a#b", "/a?b#c",  "ftp://host/a", "http://host?a"})
        EXPECT_EQ(parse_target(text).has_value(), false) << text;
}

TEST(ParseTarget, RefusesManyParameters)
{
    std::string text = "/?a";
    for (int i = 1; i < 64; ++i)
        text += "&a";
    EXPECT_EQ(parse_target(text)->query.size(), 64U);
    EXPECT_FALSE(parse_target(text + "&a").has_value());
}

TEST(ParseTarget, WhateverItReadsHasCleanSegments)
{
    EXPECT_TRUE(rc::check([](const std::string& text) {
        const auto target = parse_target("/" + text);
        if (!target)
            return;
        for (const auto& segment : target->segments) {
            RC_ASSERT(segment != ".");
            RC_ASSERT(segment != "..");
            RC_ASSERT(segment.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos);
        }
    }));
}

} // namespace
} // namespace tucai::http
