#include "rules/catalogue.h"
#include "rules/good_measures.h"
#include "rules/verdict.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace tucai::rules {
namespace {

const Profile& xueli()
{
    static const Profile profile = *load_profile(TUCAI_SOURCE_DIR "/rules", "xueli-2017");
    return profile;
}

Finding find(const std::string& id, const Measures& measures, Language language = Language::English)
{
    for (auto& finding : judge(xueli(), measures, language))
        if (finding.id == id)
            return finding;
    return {};
}

Finding with(const std::string& id, const std::string& measure, double value)
{
    auto measures = good_measures(xueli());
    measures[measure].value = value;
    return find(id, measures);
}

/// A profile of one rule, `frame.head_size`, whose parts read "a", "b", …
Profile made_of(const std::vector<std::pair<Limits, Limits>>& limits)
{
    Profile profile;
    Rule rule;
    rule.id = "frame.head_size";
    rule.unit = "px";
    char name = 'a';
    for (const auto& [accept, tolerate] : limits) {
        Part part;
        part.measure = std::string(1, name++);
        part.accept = accept;
        part.tolerate = tolerate;
        part.fix_low = "step_closer";
        part.fix_high = "step_back";
        part.say = {part.measure + "是 {value},应在 {min}–{max}",
                    part.measure + " is {value}, not {min}-{max}"};
        rule.parts.push_back(part);
    }
    profile.rules.push_back(rule);
    return profile;
}

Finding judge_one(const Profile& profile, const Measures& measures)
{
    for (auto& finding : judge(profile, measures, Language::English))
        if (finding.id == "frame.head_size")
            return finding;
    return {};
}

TEST(Judge, AllGoodPassesAndTheRestIsNotAssessed)
{
    const auto findings = judge(xueli(), good_measures(xueli()), Language::Chinese);
    ASSERT_EQ(findings.size(), catalogue.size());
    EXPECT_EQ(worst(findings), Verdict::Pass);
    std::size_t assessed = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        EXPECT_EQ(findings[i].id, catalogue[i].id);
        EXPECT_EQ(findings[i].notice, catalogue[i].notice);
        if (findings[i].verdict == Verdict::NotAssessed)
            continue;
        ++assessed;
        EXPECT_FALSE(findings[i].reason.empty());
        EXPECT_TRUE(findings[i].fix.empty());
    }
    EXPECT_EQ(assessed, static_cast<int>(xueli().rules.size()));
}

TEST(Judge, EveryBoundaryBelongsToTheBetterSide)
{
    constexpr double step = 1e-4;
    int boundaries = 0;
    for (const auto& rule : xueli().rules)
        for (const auto& part : rule.parts) {
            const bool refuses = part.tolerate.low || part.tolerate.high;
            const auto check = [&](const std::optional<double>& inner, const std::optional<double>& outer,
                                   double outward) {
                if (!inner)
                    return;
                ++boundaries;
                EXPECT_EQ(with(rule.id, part.measure, *inner).verdict, Verdict::Pass) << part.measure;
                const bool is_ask_wide = !outer || std::abs(*outer - *inner) > step;
                EXPECT_EQ(with(rule.id, part.measure, *inner + outward * step).verdict,
                          is_ask_wide ? Verdict::Ask : Verdict::Refuse)
                    << part.measure;
                if (!outer || !refuses)
                    return;
                EXPECT_EQ(with(rule.id, part.measure, *outer).verdict,
                          is_ask_wide ? Verdict::Ask : Verdict::Pass)
                    << part.measure;
                EXPECT_EQ(with(rule.id, part.measure, *outer + outward * step).verdict, Verdict::Refuse)
                    << part.measure;
            };
            check(part.accept.low, part.tolerate.low, -1);
            check(part.accept.high, part.tolerate.high, 1);
        }
    EXPECT_GE(boundaries, 35);
}

TEST(Judge, RoundingDoesNotDecide)
{
    EXPECT_EQ(with("frame.resolution", "photo_scale", 1 + 1e-12).verdict, Verdict::Pass);
    EXPECT_EQ(with("frame.resolution", "photo_scale", 1.001).verdict, Verdict::Refuse);
}

TEST(Judge, TheFixFollowsTheSide)
{
    EXPECT_EQ(with("frame.head_size", "face_width_px", 100).fix, "step_closer");
    EXPECT_EQ(with("frame.head_size", "face_width_px", 400).fix, "step_back");
    EXPECT_EQ(with("frame.head_size", "face_width_px", 230).fix, "");
    EXPECT_EQ(with("frame.space", "eye_line_px", 150).fix, "lower_camera");
}

TEST(Judge, OneMeasureKeepsItsUnitAndLimits)
{
    const auto finding = with("frame.head_size", "face_width_px", 172.4);
    EXPECT_EQ(finding.unit, "px");
    EXPECT_EQ(*finding.value, 172.4);
    EXPECT_EQ(*finding.accept.low, 188);
    EXPECT_EQ(*finding.tolerate.high, 300);
    EXPECT_EQ(finding.confidence, 1);
}

TEST(Judge, TheReasonHoldsTheValueAndWhatIsWanted)
{
    auto measures = good_measures(xueli());
    measures["face_width_px"].value = 172.4;
    EXPECT_EQ(find("frame.head_size", measures, Language::English).reason,
              "The face is 172 px wide; 180–300 px is wanted.");
    EXPECT_EQ(find("frame.head_size", measures, Language::Chinese).reason,
              "脸部宽度 172 像素,应在 180–300 像素之间。");
    measures["face_width_px"].value = 230;
    EXPECT_EQ(find("frame.head_size", measures, Language::English).reason,
              "The face is 230 px wide; 188–292 px is wanted.")
        << "what passes is inside these; the outer limits are only what refuses";
}

TEST(Judge, TheReasonNeverContradictsTheVerdict)
{
    // Asked: the inner limits are named. Just outside: more digits.
    EXPECT_EQ(with("frame.head_size", "face_width_px", 184).reason,
              "The face is 184 px wide; 188–292 px is wanted.");
    EXPECT_EQ(with("frame.head_size", "face_width_px", 179.96).reason,
              "The face is 179.96 px wide; 180–300 px is wanted.");
}

TEST(Judge, SharesAreSaidInHundredths)
{
    EXPECT_EQ(with("matte.whole", "torso_alpha_ratio", 0.934).reason,
              "93.4 % of the torso was kept; at least 95 % is wanted.");
    EXPECT_EQ(with("matte.whole", "second_component_ratio", 0.0007).reason,
              "A piece apart from the person covers 0.07 % of the photo; at most 0.05 % is wanted.");
}

TEST(Judge, OfSeveralPartsTheWorstCountsAndItsLimitIsOne)
{
    const auto finding = with("frame.space", "hair_top_px", 30);
    EXPECT_EQ(finding.verdict, Verdict::Refuse);
    EXPECT_EQ(finding.unit, "limit");
    EXPECT_FALSE(finding.accept.low.has_value());
    EXPECT_EQ(*finding.accept.high, 1);
    // 58..102: the middle is 80, half the width 22.
    EXPECT_NEAR(*finding.value, 50.0 / 22, 1e-12);
    EXPECT_NEAR(*finding.tolerate.high, 30.0 / 22, 1e-12);
}

TEST(Judge, ARefusedPartIsWorseThanOneFurtherOutThatOnlyAsks)
{
    const auto profile = made_of({{{std::nullopt, 10}, {std::nullopt, 11}}, {{std::nullopt, 10}, {}}});
    const auto finding = judge_one(profile, {{"a", {12, 1, {}}}, {"b", {500, 1, {}}}});
    EXPECT_EQ(finding.verdict, Verdict::Refuse);
    EXPECT_EQ(finding.reason, "a is 12, not --11");
}

TEST(Judge, APartThatNeverRefusesHasNoOuterLimit)
{
    const auto profile = made_of({{{std::nullopt, 10}, {std::nullopt, 11}}, {{std::nullopt, 10}, {}}});
    const auto finding = judge_one(profile, {{"a", {1, 1, {}}}, {"b", {500, 1, {}}}});
    EXPECT_EQ(finding.verdict, Verdict::Ask);
    EXPECT_FALSE(finding.tolerate.high.has_value());
    EXPECT_EQ(*finding.value, 50);
}

TEST(Judge, ASideWithoutAnOuterLimitOnlyAsks)
{
    const auto profile = made_of({{{10, 20}, {std::nullopt, 25}}, {{0, 1}, {0, 1}}});
    const auto low = judge_one(profile, {{"a", {-100, 1, {}}}, {"b", {0.5, 1, {}}}});
    EXPECT_EQ(low.verdict, Verdict::Ask);
    EXPECT_FALSE(low.tolerate.high.has_value());
    const auto high = judge_one(profile, {{"a", {26, 1, {}}}, {"b", {0.5, 1, {}}}});
    EXPECT_EQ(high.verdict, Verdict::Refuse);
    EXPECT_EQ(*high.tolerate.high, 2);
}

/// The scaled number tells the same as the verdict, whatever the limits: signs, zeros, one side or both.
RC_GTEST_PROP(Judge, TheScaledValueAgreesWithTheVerdict, ())
{
    const auto number = [] { return *rc::gen::inRange(-200, 200) / 10.0; };
    double edges[] = {number(), number(), number(), number()};
    std::sort(std::begin(edges), std::end(edges));
    const int sides = *rc::gen::inRange(0, 3); // both, low, high
    std::pair<Limits, Limits> limits;
    if (sides != 2) {
        limits.second.low = edges[0];
        limits.first.low = edges[1];
    }
    if (sides != 1) {
        limits.first.high = edges[2];
        limits.second.high = edges[3];
    }
    // A measure at its middle beside it, so that two parts are scaled.
    const auto profile = made_of({limits, {{-1, 1}, {-1, 1}}});
    const auto finding = judge_one(profile, {{"a", {number() * 3, 1, {}}}, {"b", {0, 1, {}}}});
    RC_ASSERT(finding.value.has_value());
    constexpr double rounding = 1e-6;
    if (finding.verdict == Verdict::Pass)
        RC_ASSERT(*finding.value <= 1 + rounding);
    else
        RC_ASSERT(*finding.value >= 1 - rounding);
    if (finding.verdict == Verdict::Ask)
        RC_ASSERT(*finding.value <= *finding.tolerate.high + rounding || sides == 0);
    if (finding.verdict == Verdict::Refuse && sides != 0)
        RC_ASSERT(*finding.value >= *finding.tolerate.high - rounding);
}

RC_GTEST_PROP(Judge, FurtherOutIsNeverBetter, ())
{
    std::vector<std::pair<const Rule*, const Part*>> all;
    for (const auto& rule : xueli().rules)
        for (const auto& part : rule.parts)
            all.emplace_back(&rule, &part);
    const auto [rule, part] = *rc::gen::elementOf(all);
    const auto& accept = part->accept;
    const double middle = accept.low && accept.high ? (*accept.low + *accept.high) / 2
                          : accept.low              ? *accept.low * 2
                                                    : 0;
    const double outward = !accept.high ? -1 : !accept.low || *rc::gen::arbitrary<bool>() ? 1 : -1;
    const double unit = std::max(1e-5, std::abs(accept.low ? *accept.low : *accept.high) / 50);
    const double near = *rc::gen::inRange(0, 2000) * unit;
    const double far = near + *rc::gen::inRange(0, 500) * unit;
    const auto nearer = with(rule->id, part->measure, middle + outward * near);
    const auto further = with(rule->id, part->measure, middle + outward * far);
    RC_ASSERT(nearer.verdict <= further.verdict);
}

TEST(Judge, ASecondFaceRefuses)
{
    const auto finding = with("frame.one_face", "face_count", 2);
    EXPECT_EQ(finding.verdict, Verdict::Refuse);
    EXPECT_EQ(finding.fix, "be_alone");
    EXPECT_EQ(finding.reason, "2 face(s) in the picture; exactly 1 is wanted.");
}

TEST(Judge, WhatIsNoNumberIsNotAssessed)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const auto& rule : xueli().rules)
        for (const auto& part : rule.parts)
            for (const double value : {std::nan(""), infinity, -infinity}) {
                const auto finding = with(rule.id, part.measure, value);
                EXPECT_EQ(finding.verdict, Verdict::NotAssessed) << part.measure;
                EXPECT_EQ(finding.confidence, 0);
                EXPECT_FALSE(finding.value.has_value());
                EXPECT_TRUE(finding.reason.empty());
            }
}

TEST(Judge, AMissingMeasureIsNotAssessed)
{
    auto measures = good_measures(xueli());
    measures.erase("hair_top_px");
    EXPECT_EQ(find("frame.space", measures).verdict, Verdict::NotAssessed);
    EXPECT_EQ(worst(judge(xueli(), {}, Language::English)), Verdict::NotAssessed);
}

TEST(Judge, RegionAndConfidenceAreThoseOfTheWorstMeasure)
{
    auto measures = good_measures(xueli());
    measures["eye_line_px"] = {400, 0.5, base::Box{1, 2, 3, 4}};
    const auto finding = find("frame.space", measures);
    EXPECT_EQ(finding.confidence, 0.5);
    EXPECT_EQ(finding.region, (base::Box{1, 2, 3, 4}));
}

TEST(Worst, IsTheWorst)
{
    EXPECT_EQ(worst({}), Verdict::NotAssessed);
    std::vector<Finding> findings(3);
    findings[0].verdict = Verdict::Pass;
    EXPECT_EQ(worst(findings), Verdict::Pass);
    findings[1].verdict = Verdict::Refuse;
    findings[2].verdict = Verdict::Ask;
    EXPECT_EQ(worst(findings), Verdict::Refuse);
}

TEST(VerdictWord, IsTheReports)
{
    EXPECT_EQ(verdict_word(Verdict::NotAssessed), "not_assessed");
    EXPECT_EQ(verdict_word(Verdict::Pass), "pass");
    EXPECT_EQ(verdict_word(Verdict::Ask), "ask");
    EXPECT_EQ(verdict_word(Verdict::Refuse), "refuse");
}

} // namespace
} // namespace tucai::rules
