#include "rules/good_measures.h"
#include "rules/profile.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace tucai::rules {
namespace {

const std::string folder = TUCAI_SOURCE_DIR "/rules";

std::vector<Profile> shipped()
{
    std::vector<Profile> profiles;
    const auto names = list_profiles(folder);
    for (const auto& name : *names) {
        auto profile = load_profile(folder, name);
        EXPECT_TRUE(profile.has_value()) << profile.error().message;
        if (!profile)
            continue;
        EXPECT_EQ(profile->id, name);
        profiles.push_back(*std::move(profile));
    }
    return profiles;
}

bool is_dated(const Source& source)
{
    return !source.document.empty() && source.read_on.size() == 10;
}

TEST(Shipped, EveryNumberHasADatedSource)
{
    for (const auto& profile : shipped()) {
        EXPECT_TRUE(is_dated(profile.source)) << profile.id;
        const auto& bands = profile.frame;
        for (const auto* band : {&bands.hair_top, &bands.eye_line, &bands.face_width, &bands.centre})
            EXPECT_TRUE(is_dated(band->source)) << profile.id;
        for (const auto& rule : profile.rules)
            for (const auto& part : rule.parts)
                EXPECT_TRUE(is_dated(part.source)) << profile.id << " " << rule.id;
    }
}

TEST(Shipped, EverySentenceSpeaksBothLanguagesAndHoldsTheValue)
{
    for (const auto& profile : shipped()) {
        EXPECT_NE(profile.title.zh, profile.title.en) << profile.id;
        for (const auto& rule : profile.rules)
            for (const auto& part : rule.parts)
                for (const auto& sentence : {part.say.zh, part.say.en})
                    EXPECT_NE(sentence.find("{value"), std::string::npos) << profile.id << " " << rule.id;
    }
}

TEST(Shipped, EveryMeasureIsOneThatIsMeasured)
{
    for (const auto& profile : shipped())
        for (const auto& rule : profile.rules)
            for (const auto& part : rule.parts)
                EXPECT_TRUE(good_measures(profile).contains(part.measure)) << part.measure;
}

TEST(Shipped, WhatAProfileWantsPassesIt)
{
    for (const auto& profile : shipped())
        for (const auto& finding : judge(profile, good_measures(profile), Language::English)) {
            const bool is_set = std::any_of(profile.rules.begin(), profile.rules.end(),
                                            [&](const Rule& rule) { return rule.id == finding.id; });
            EXPECT_EQ(finding.verdict, is_set ? Verdict::Pass : Verdict::NotAssessed)
                << profile.id << ": " << finding.reason;
        }
}

/// Framing aims at the band's inside; a rule that refused there would contradict its own profile.
TEST(Shipped, NoBandReachesWhereItsRuleRefuses)
{
    for (const auto& profile : shipped()) {
        const auto& bands = profile.frame;
        const auto check = [&](const char* measure, double value) {
            auto measures = good_measures(profile);
            measures[measure].value = value;
            for (const auto& finding : judge(profile, measures, Language::English))
                EXPECT_NE(finding.verdict, Verdict::Refuse) << profile.id << ": " << finding.reason;
        };
        for (const double end : {bands.hair_top.low, bands.hair_top.high})
            check("hair_top_px", end);
        for (const double end : {bands.eye_line.low, bands.eye_line.high})
            check("eye_line_px", end);
        for (const double end : {bands.face_width.low, bands.face_width.high})
            check("face_width_px", end);
        for (const double end : {bands.centre.low, bands.centre.high})
            check("centre_offset_px", end - bands.centre.wanted);
        if (bands.head_height)
            for (const double end : {bands.head_height->low, bands.head_height->high})
                check("head_height_px", end);
    }
}

TEST(Shipped, WantedLengthsMakeAHead)
{
    for (const auto& profile : shipped()) {
        const auto& bands = profile.frame;
        EXPECT_LT(bands.hair_top.wanted, bands.eye_line.wanted) << profile.id;
        // Eyes lie about 0.76 face widths below the top of the hair; a third of that is room for all heads.
        const double eyes = (bands.eye_line.wanted - bands.hair_top.wanted) / bands.face_width.wanted;
        EXPECT_NEAR(eyes, 0.76, 0.25) << profile.id;
        if (bands.head_height) {
            EXPECT_LT(bands.hair_top.wanted + bands.head_height->wanted, profile.photo.height_px)
                << profile.id;
            EXPECT_NEAR(bands.head_height->wanted / bands.face_width.wanted, 1.5, 0.2) << profile.id;
        }
        for (const auto& print : profile.prints) {
            EXPECT_LE(print.width_px, profile.photo.width_px);
            EXPECT_LE(print.height_px, profile.photo.height_px);
            // Within the width of a pixel of the millimetres' shape.
            EXPECT_NEAR(print.width_px / print.width_mm * print.height_mm, print.height_px, 1.5)
                << profile.id;
        }
    }
}

TEST(LoadProfile, AnUnknownNameListsTheKnownOnes)
{
    const auto profile = load_profile(folder, "no-such");
    ASSERT_FALSE(profile.has_value());
    EXPECT_EQ(profile.error().code, ErrorCode::ProfileNotFound);
    EXPECT_NE(profile.error().message.find("xueli-2017"), std::string::npos);
}

TEST(LoadProfile, ANameCannotLeaveTheFolder)
{
    for (const auto* name : {"../xueli-2017", "", "a/b", "XUELI", "xueli-2017\n"})
        EXPECT_EQ(load_profile(folder + "/sub", name).error().code, ErrorCode::ProfileNotFound) << name;
}

TEST(LoadProfile, AFileOfItsOwnMayExtendAShippedOne)
{
    const auto path = std::filesystem::path(testing::TempDir()) / "school.toml";
    const auto write = [&path](const char* base) {
        std::ofstream(path) << "id = \"school\"\nextends = \"" << base
                            << "\"\ntitle = { zh = \"甲\", en = \"A\" }\nversion = 1\n"
                               "source = { document = \"a test\", read_on = 2026-11-22 }\n";
    };
    write("xueli-2017");
    const auto profile = load_profile(folder, path.string());
    ASSERT_TRUE(profile.has_value()) << profile.error().message;
    EXPECT_EQ(profile->photo.width_px, 480);
    write("../xueli-2017");
    EXPECT_EQ(load_profile(folder, path.string()).error().code, ErrorCode::ProfileInvalid);
    std::filesystem::remove(path);
    EXPECT_EQ(load_profile(folder, path.string()).error().code, ErrorCode::ProfileNotFound);
}

TEST(ListProfiles, AMissingFolderIsNamed)
{
    EXPECT_EQ(list_profiles(folder + "/none").error().code, ErrorCode::FileNotFound);
}

} // namespace
} // namespace tucai::rules
