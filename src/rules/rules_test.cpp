#include "rules/catalogue.h"
#include "rules/fixes.h"
#include "rules/profile.h"
#include "rules/verdict.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

namespace tucai::rules {
namespace {

const std::string folder = TUCAI_SOURCE_DIR "/rules";

Profile xueli()
{
    return *load_profile(folder, "xueli-2017");
}

std::string xueli_text()
{
    std::ifstream file(folder + "/xueli-2017.toml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Measures of a photo that passes every rule; each test bends one.
Measures good_measures()
{
    return {{"face_count", {1, 1, {}}},
            {"second_face_ratio", {0, 1, {}}},
            {"inter_eye_px", {180, 1, {}}},
            {"photo_scale", {0.5, 1, {}}},
            {"hair_top_px", {75, 1, {}}},
            {"eye_line_px", {250, 1, {}}},
            {"side_cut_px", {0, 1, {}}},
            {"face_width_px", {230, 1, {}}},
            {"centre_offset_px", {0, 1, {}}},
            {"torso_alpha_ratio", {1, 1, {}}},
            {"lower_edge_alpha_ratio", {1, 1, {}}},
            {"second_component_ratio", {0, 1, {}}},
            {"hole_ratio", {0, 1, {}}},
            {"matte_confidence", {0.95, 1, {}}}};
}

Finding find(const std::string& id, const Measures& measures)
{
    for (auto& finding : judge(xueli(), measures, Language::English))
        if (finding.id == id)
            return finding;
    return {};
}

Finding with(const std::string& id, const std::string& measure, double value)
{
    auto measures = good_measures();
    measures[measure].value = value;
    return find(id, measures);
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Profiles, EveryShippedOneIsReadAndSpeaksBothLanguages)
{
    const auto names = list_profiles(folder);
    ASSERT_TRUE(names.has_value());
    EXPECT_FALSE(names->empty());
    for (const auto& name : *names) {
        const auto profile = load_profile(folder, name);
        ASSERT_TRUE(profile.has_value()) << profile.error().message;
        EXPECT_EQ(profile->id, name);
        EXPECT_FALSE(profile->source.document.empty());
        for (const auto& rule : profile->rules) {
            EXPECT_EQ(rule.source.read_on.size(), 10U) << rule.id;
            for (const auto& part : rule.parts) {
                EXPECT_FALSE(part.say.zh.empty()) << rule.id;
                EXPECT_NE(part.say.en.find("{value}"), std::string::npos) << rule.id;
                EXPECT_NE(part.say.zh.find("{value}"), std::string::npos) << rule.id;
                EXPECT_TRUE(good_measures().contains(part.measure)) << part.measure << " is measured";
            }
        }
    }
}

TEST(Profiles, XueliHasTheNumbersOfItsText)
{
    const auto profile = xueli();
    EXPECT_EQ(profile.photo.width_px, 480);
    EXPECT_EQ(profile.photo.height_px, 640);
    EXPECT_EQ(profile.photo.least_bytes, 20480U);
    EXPECT_EQ(profile.photo.most_bytes, 40000U);
    EXPECT_EQ(profile.photo.background.red, 100);
    EXPECT_EQ(profile.frame.hair_top.low, 50);
    EXPECT_EQ(profile.frame.eye_line.high, 300);
    EXPECT_EQ(profile.prints.at(0).width_px, 440);
}

TEST(Profiles, AnUnknownNameListsTheKnownOnes)
{
    const auto profile = load_profile(folder, "no-such");
    ASSERT_FALSE(profile.has_value());
    EXPECT_EQ(profile.error().code, ErrorCode::ProfileNotFound);
    EXPECT_NE(profile.error().message.find("xueli-2017"), std::string::npos);
}

TEST(Profiles, ANameCannotLeaveTheFolder)
{
    EXPECT_EQ(load_profile(folder + "/sub", "../xueli-2017").error().code, ErrorCode::ProfileNotFound);
}

TEST(Profiles, WhatIsWrongIsNamedWithItsLine)
{
    const std::pair<const char*, const char*> wrongs[] = {
        {"width_px = 480", "width_px = \"wide\""},
        {"bytes = [20_480, 40_000]", "bytes = [40_000, 20_480]"},
        {"background = [100, 197, 255]", "background = [100, 197, 256]"},
        {"id = \"frame.centred\"", "id = \"frame.nonsense\""},
        {"fix_high = \"be_alone\"", "fix_high = \"be_brave\""},
        {"accept = [58, 102]", "accept = [40, 102]"},
        {"accept = [58, 102]", "accept = [nan, 102]"},
        {"read_on = 2026-11-22, second_hand = true }\n\n[photo]",
         "read_on = \"soon\", second_hand = true }\n\n[photo]"},
        {"[photo]", "[photo"},
    };
    for (const auto& [from, to] : wrongs) {
        const auto profile = parse_profile(replaced(xueli_text(), from, to));
        ASSERT_FALSE(profile.has_value()) << to;
        EXPECT_EQ(profile.error().code, ErrorCode::ProfileInvalid);
        EXPECT_NE(profile.error().message.find("line "), std::string::npos) << profile.error().message;
    }
}

TEST(Profiles, NestingWithoutEndIsRefusedBeforeItIsParsed)
{
    EXPECT_FALSE(parse_profile("a = " + std::string(100'000, '[')).has_value());
    EXPECT_FALSE(parse_profile(std::string(2U << 20U, 'x')).has_value());
}

TEST(Profiles, LettersOutsideQuotesDoNotReachTheParser)
{
    for (const std::string text : {"\xCC\xB7", "a = 1\n\xC3\xA9 = 2", "\xE3\x80\x81"})
        EXPECT_EQ(parse_profile(text).error().code, ErrorCode::ProfileInvalid);
    // In strings and comments they are welcome.
    EXPECT_TRUE(parse_profile("# \xC3\xA9 [[[[\n" + xueli_text()).has_value());
}

TEST(Judge, AllGoodPassesAndTheRestIsNotAssessed)
{
    const auto findings = judge(xueli(), good_measures(), Language::Chinese);
    EXPECT_EQ(findings.size(), catalogue.size());
    EXPECT_EQ(worst(findings), Verdict::Pass);
    int assessed = 0;
    for (const auto& finding : findings)
        assessed += finding.verdict != Verdict::NotAssessed ? 1 : 0;
    EXPECT_EQ(assessed, 6);
}

TEST(Judge, EachBoundaryBelongsToTheBetterSide)
{
    EXPECT_EQ(with("frame.head_size", "face_width_px", 188).verdict, Verdict::Pass);
    EXPECT_EQ(with("frame.head_size", "face_width_px", 187.9).verdict, Verdict::Ask);
    EXPECT_EQ(with("frame.head_size", "face_width_px", 180).verdict, Verdict::Ask);
    EXPECT_EQ(with("frame.head_size", "face_width_px", 179.9).verdict, Verdict::Refuse);
    EXPECT_EQ(with("frame.head_size", "face_width_px", 300).verdict, Verdict::Ask);
    EXPECT_EQ(with("frame.head_size", "face_width_px", 300.1).verdict, Verdict::Refuse);
}

TEST(Judge, TheFixFollowsTheSide)
{
    EXPECT_EQ(with("frame.head_size", "face_width_px", 100).fix, "step_closer");
    EXPECT_EQ(with("frame.head_size", "face_width_px", 400).fix, "step_back");
    EXPECT_EQ(with("frame.head_size", "face_width_px", 230).fix, "");
}

TEST(Judge, TheReasonHoldsTheValueAndWhatIsWanted)
{
    const auto finding = with("frame.head_size", "face_width_px", 172.4);
    EXPECT_EQ(finding.reason, "The face is 172 px wide; 180–300 px is wanted.");
}

TEST(Judge, OfSeveralPartsTheWorstCountsAndItsLimitIsOne)
{
    const auto finding = with("frame.space", "hair_top_px", 30);
    EXPECT_EQ(finding.verdict, Verdict::Refuse);
    EXPECT_GT(*finding.value, 1);
    EXPECT_EQ(*finding.accept.high, 1);
    EXPECT_GT(*finding.value, *finding.tolerate.high);
}

TEST(Judge, ASecondFaceRefuses)
{
    EXPECT_EQ(with("frame.one_face", "face_count", 2).verdict, Verdict::Refuse);
}

TEST(Judge, WhatIsNoNumberIsNotAssessed)
{
    for (const double value : {std::nan(""), std::numeric_limits<double>::infinity()})
        EXPECT_EQ(with("frame.head_size", "face_width_px", value).verdict, Verdict::NotAssessed);
}

TEST(Judge, AMissingMeasureIsNotAssessed)
{
    auto measures = good_measures();
    measures.erase("hair_top_px");
    EXPECT_EQ(find("frame.space", measures).verdict, Verdict::NotAssessed);
}

RC_GTEST_PROP(Judge, FurtherOutIsNeverBetter, ())
{
    const double value = 230 + *rc::gen::inRange(0, 2000) / 10.0;
    const double further = value + *rc::gen::inRange(0, 500) / 10.0;
    RC_ASSERT(with("frame.head_size", "face_width_px", value).verdict <=
              with("frame.head_size", "face_width_px", further).verdict);
}

TEST(Fixes, EveryOneSpeaksBothLanguages)
{
    EXPECT_TRUE(is_fix("step_back"));
    EXPECT_FALSE(is_fix("step_up"));
    EXPECT_EQ(fix_text("step_back").en, "Step back a little");
    EXPECT_EQ(fix_text("step_back").zh, "请离远一点");
}

} // namespace
} // namespace tucai::rules
