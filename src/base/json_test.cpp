#include "base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tucai::base {
namespace {

std::string brackets(int count)
{
    return std::string(count, '[') + std::string(count, ']');
}

ErrorCode code_of(std::string_view text, const JsonLimits& limits = {})
{
    const auto parsed = parse_limited(text, limits);
    return parsed ? ErrorCode::Internal : parsed.error().code;
}

TEST(ParseLimited, ReadsAValue)
{
    const auto parsed = parse_limited(R"({"a":[1,2.5,"三",null,true],"b":{"a":{}}})");
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->at("a").at(2), "三");
    EXPECT_EQ(parsed->dump(), R"({"a":[1,2.5,"三",null,true],"b":{"a":{}}})");
}

TEST(ParseLimited, GoesAsDeepAsTheLimitAndNoDeeper)
{
    EXPECT_TRUE(parse_limited(brackets(64)).has_value());
    EXPECT_EQ(code_of(brackets(65)), ErrorCode::JsonTooDeep);
    EXPECT_EQ(code_of(std::string(200'000, '[')), ErrorCode::JsonTooDeep);
    EXPECT_EQ(code_of(R"({"a":{"b":1}})", {100, 1}), ErrorCode::JsonTooDeep);
}

TEST(ParseLimited, ClosedBracketsDoNotCount)
{
    std::string text = "[";
    for (int i = 0; i < 500; ++i)
        text += "{\"a\":[]},";
    EXPECT_TRUE(parse_limited(text + "1]", {10'000, 3}).has_value());
}

TEST(ParseLimited, RefusesAKeySaidTwiceInOneObjectOnly)
{
    EXPECT_EQ(code_of(R"({"a":1,"b":2,"a":1})"), ErrorCode::JsonDuplicateKey);
    EXPECT_EQ(code_of(R"([{"x":{"a":1,"\u0061":2}}])"), ErrorCode::JsonDuplicateKey);
    EXPECT_TRUE(parse_limited(R"([{"a":{"a":1}},{"a":2}])").has_value());
}

TEST(ParseLimited, RefusesWhatIsLongerThanTheLimit)
{
    EXPECT_TRUE(parse_limited("[1,2,3]", {7, 64}).has_value());
    EXPECT_EQ(code_of("[1,2,3]", {6, 64}), ErrorCode::JsonTooLarge);
}

TEST(ParseLimited, RefusesWhatIsNoJsonWithoutRepeatingIt)
{
    for (const std::string_view text :
         {"", " ", "{", "secret", "[1,]", "{\"secret\":}", "1 2", "NaN", "1e999", "\"\xff\"", "'secret'",
          "// secret\n1", "[\"\x01\"]", "nul", "-", "01"}) {
        const auto parsed = parse_limited(text);
        ASSERT_FALSE(parsed.has_value()) << text;
        EXPECT_EQ(parsed.error().code, ErrorCode::JsonMalformed) << text;
        EXPECT_EQ(parsed.error().message.find("secret"), std::string::npos) << parsed.error().message;
    }
}

TEST(ParseLimited, AnyTextIsReadBackOrRefused)
{
    EXPECT_TRUE(rc::check([](const std::string& text) {
        const auto parsed = parse_limited(text);
        if (parsed)
            RC_ASSERT(*parse_limited(parsed->dump()) == *parsed);
    }));
}

} // namespace
} // namespace tucai::base
