#include "rules/profile.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <sstream>
#include <utility>

namespace tucai::rules {
namespace {

std::string xueli_text()
{
    std::ifstream file(TUCAI_SOURCE_DIR "/rules/xueli-2017.toml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

int line_of(const std::string& text, const std::string& words)
{
    const auto at = text.find(words);
    return 1 +
           static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// A profile that takes all it can from xueli-2017.
const std::string heir = R"(
id = "heir"
extends = "xueli-2017"
title = { zh = "甲", en = "A" }
version = 1
source = { document = "a test", read_on = 2026-11-22 }
)";

Result<Profile> find_xueli(const std::string& name)
{
    if (name != "xueli-2017")
        return fail(ErrorCode::ProfileNotFound, "There is no profile `" + name + "`.");
    return parse_profile(xueli_text());
}

TEST(ProfileToml, XueliHasTheNumbersOfItsText)
{
    const auto profile = *parse_profile(xueli_text());
    EXPECT_EQ(profile.photo.width_px, 480);
    EXPECT_EQ(profile.photo.height_px, 640);
    EXPECT_EQ(profile.photo.dpi, 300);
    EXPECT_EQ(profile.photo.least_bytes, 20480U);
    EXPECT_EQ(profile.photo.most_bytes, 40000U);
    EXPECT_EQ(profile.photo.background.red, 100);
    EXPECT_EQ(profile.photo.background.green, 197);
    EXPECT_EQ(profile.photo.background.blue, 255);
    EXPECT_EQ(profile.frame.hair_top.low, 50);
    EXPECT_EQ(profile.frame.hair_top.high, 110);
    EXPECT_EQ(profile.frame.eye_line.low, 200);
    EXPECT_EQ(profile.frame.eye_line.high, 300);
    EXPECT_EQ(profile.frame.face_width.low, 180);
    EXPECT_EQ(profile.frame.face_width.high, 300);
    EXPECT_FALSE(profile.frame.head_height.has_value());
    EXPECT_EQ(profile.prints.at(0).width_px, 440);
    EXPECT_EQ(profile.prints.at(0).height_px, 640);
}

TEST(ProfileToml, WhatIsWrongIsNamedWithItsLine)
{
    // What to bend, into what, and a word of the complaint; the line is that of the second text, or near it.
    const std::tuple<const char*, const char*, const char*> wrongs[] = {
        {"width_px = 480", "width_px = \"wide\"", "width_px"},
        {"width_px = 480", "width_px = 480.5", "width_px"},
        {"width_px = 480", "width_px = 99999999999", "width_px"},
        {"width_px = 480", "width_px = 299", "leaves the photo"},
        {"bytes = [20_480, 40_000]", "bytes = [40_000, 20_480]", "bytes"},
        {"bytes = [20_480, 40_000]", "bytes = [-1, inf]", "bytes"},
        {"bytes = [20_480, 40_000]", "bytes = 40_000", "bytes"},
        {"background = [100, 197, 255]", "background = [100, 197, 256]", "background"},
        {"background = [100, 197, 255]", "background = \"blue\"", "background"},
        {"other_backgrounds = [[", "other_backgrounds = [1, [", "background"},
        {"[50, 110], wanted = 75", "[50, 110], wanted = 120", "wanted"},
        {"[50, 110], wanted = 75", "[50, nan], wanted = 75", "band"},
        {"[50, 110], wanted = 75", "[50, 110, 120], wanted = 75", "band"},
        {"id = \"frame.centred\"", "id = \"frame.nonsense\"", "no rule"},
        {"id = \"frame.centred\"", "id = \"frame.space\"", "twice"},
        {"fix_high = \"be_alone\"", "fix_high = \"be_brave\"", "no fix"},
        {"fix_high = \"be_alone\"", "fix_high = 7", "fix_high"},
        {"fix_high = \"be_alone\"", "", "fix_high"},
        {"accept = [58, 102]", "accept = [40, 102]", "within"},
        {"accept = [58, 102]", "accept = [58, 111]", "within"},
        {"accept = [58, 102]", "accept = [\"none\", 102]", "within"},
        {"accept = [58, 102]", "accept = [nan, 102]", "limit"},
        {"accept = [58, 102]", "accept = [\"no\", 102]", "limit"},
        {"accept = [58, 102]", "accept = [\"none\", \"none\"]", "accept"},
        {"accept = [58, 102]", "accept = [102, 58]", "smaller"},
        {"accept = [58, 102]", "accept = 58", "accept"},
        {"accept = [58, 102]", "acept = [58, 102]", "acept"},
        {"tolerate = [50, 110]", "tolerat = [50, 110]", "tolerat"},
        {"say.zh = \"头顶距", "say.de = \"头顶距", "de"},
        {"say.zh = \"头顶距", "say.zh = 5 # ", "zh"},
        {"unit = \"faces\"", "unit = \"\"", "unit"},
        {"version = 1", "version = 0", "version"},
        {"version = 1", "version = 1\nunverified = \"no\"", "unverified"},
        {"read_on = 2026-11-22", "read_on = \"soon\"", "read_on"},
        {"second_hand = true", "second_hand = 1", "second_hand"},
        {"[[print]]", "[print]", "print"},
        {"name = \"33x48\"", "name = \"../33\"", "name"},
        {"width_px = 440", "width_px = 481", "width_px"},
        {"zh = \"学历证书电子注册照片\"", "zh = '学历证书电子注册照片'", "double quotes"},
        {"id = \"xueli-2017\"", "id = \"xueli-2017\"\nextends = \"other\"", "extends"},
        {"[photo]", "[photo", ""},
        {"[photo]", "[photo]\n[photo]", ""},
        {"[photo]", "x = 1\n[photo]", "`x`"},
    };
    for (const auto& [from, to, word] : wrongs) {
        const auto profile = parse_profile(replaced(xueli_text(), from, to));
        ASSERT_FALSE(profile.has_value()) << to;
        EXPECT_EQ(profile.error().code, ErrorCode::ProfileInvalid);
        EXPECT_TRUE(profile.error().message.starts_with("line ")) << profile.error().message;
        EXPECT_NE(profile.error().message.find(word), std::string::npos)
            << to << ": " << profile.error().message;
    }
}

TEST(ProfileToml, TheLineIsTheOneThatIsWrong)
{
    const auto text = replaced(xueli_text(), "accept = [58, 102]", "accept = [102, 58]");
    EXPECT_TRUE(parse_profile(text).error().message.starts_with(
        "line " + std::to_string(line_of(text, "[102, 58]")) + ":"));
}

TEST(ProfileToml, HostileTextsAreRefused)
{
    for (const std::string text :
         {"", "\xCC\xB7", "a = 1\n\xC3\xA9 = 2", "\xE3\x80\x81", "[[rule]]", "rule = 1", "rule = [1]",
          "id = 1979-05-27", "\"\" = 1", "a.b.c.d.e = 1", "id = \"\"\"\n", "id = \"\\U00110000\""}) {
        const auto profile = parse_profile(text);
        ASSERT_FALSE(profile.has_value()) << text;
        EXPECT_EQ(profile.error().code, ErrorCode::ProfileInvalid);
    }
    EXPECT_FALSE(parse_profile("a = " + std::string(100'000, '[')).has_value());
    EXPECT_FALSE(parse_profile(std::string(2U << 20U, 'x')).has_value());
}

TEST(ProfileToml, LettersInStringsAndCommentsAreWelcome)
{
    EXPECT_TRUE(parse_profile("# \xC3\xA9 [[[[\n" + xueli_text()).has_value());
    EXPECT_EQ(parse_profile(xueli_text())->title.zh, "学历证书电子注册照片");
}

RC_GTEST_PROP(ProfileToml, ALostPieceIsNeverACrash, ())
{
    auto text = xueli_text();
    const int from = *rc::gen::inRange(0, static_cast<int>(text.size()));
    text.erase(static_cast<std::size_t>(from), static_cast<std::size_t>(*rc::gen::inRange(1, 60)));
    const auto profile = parse_profile(text);
    RC_ASSERT(profile.has_value() || !profile.error().message.empty());
}

TEST(Extends, WhatIsLeftOutComesFromTheBase)
{
    const auto profile = parse_profile(heir, find_xueli);
    ASSERT_TRUE(profile.has_value()) << profile.error().message;
    EXPECT_EQ(profile->id, "heir");
    EXPECT_EQ(profile->photo.width_px, 480);
    EXPECT_EQ(profile->frame.hair_top.high, 110);
    EXPECT_EQ(profile->rules.size(), find_xueli("xueli-2017")->rules.size());
    EXPECT_TRUE(profile->prints.empty());
}

TEST(Extends, ARuleOfItsOwnReplacesAndBorrowsTheWords)
{
    const auto profile = parse_profile(heir + R"(
[[rule]]
id = "frame.head_size"
unit = "px"
[[rule.part]]
measure = "face_width_px"
accept = [200, 210]
)",
                                       find_xueli);
    ASSERT_TRUE(profile.has_value()) << profile.error().message;
    int found = 0;
    for (const auto& rule : profile->rules)
        if (rule.id == "frame.head_size") {
            ++found;
            EXPECT_EQ(rule.parts.at(0).accept.low, 200);
            EXPECT_FALSE(rule.parts.at(0).tolerate.low.has_value());
            EXPECT_EQ(rule.parts.at(0).fix_low, "step_closer");
            EXPECT_FALSE(rule.parts.at(0).say.zh.empty());
            EXPECT_EQ(rule.source.document, "a test");
        }
    EXPECT_EQ(found, 1);
}

TEST(Extends, ANewMeasureNeedsItsOwnWords)
{
    const auto profile = parse_profile(heir + R"(
[[rule]]
id = "frame.head_size"
unit = "px"
[[rule.part]]
measure = "head_height_px"
accept = [200, 210]
fix_low = "step_closer"
fix_high = "step_back"
)",
                                       find_xueli);
    ASSERT_FALSE(profile.has_value());
    EXPECT_NE(profile.error().message.find("say"), std::string::npos);
}

TEST(Extends, AnUnknownBaseIsNamedWithItsLine)
{
    const auto text = replaced(heir, "xueli-2017", "xueli-1917");
    const auto profile = parse_profile(text, find_xueli);
    ASSERT_FALSE(profile.has_value());
    EXPECT_TRUE(profile.error().message.starts_with("line 3: ")) << profile.error().message;
    EXPECT_NE(profile.error().message.find("xueli-1917"), std::string::npos);
    EXPECT_FALSE(parse_profile(heir).has_value());
}

TEST(Extends, BandsOfTheBaseMustFitThePhoto)
{
    const auto profile = parse_profile(heir + R"(
[photo]
width_px = 240
height_px = 320
dpi = 300
bytes = [0, 40_000]
least_quality = 60
background = [255, 255, 255]
)",
                                       find_xueli);
    ASSERT_FALSE(profile.has_value());
    EXPECT_NE(profile.error().message.find("leaves the photo of 240 x 320"), std::string::npos)
        << profile.error().message;
}

} // namespace
} // namespace tucai::rules
