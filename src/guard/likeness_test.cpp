#include "guard/embedding.h"
#include "guard/likeness.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::guard {
namespace {

constexpr NetThresholds net = {"made up", {0.2, 0, 0}, {0.4, 0, 0}, {0.6, 0, 0}};

TEST(JudgeLikeness, GoodPicturesGiveThreeAnswers)
{
    EXPECT_EQ(judge_likeness(0.61, 1, 1, net), Likeness::Same);
    EXPECT_EQ(judge_likeness(0.60, 1, 1, net), Likeness::Uncertain);
    EXPECT_EQ(judge_likeness(0.40, 1, 1, net), Likeness::Uncertain);
    EXPECT_EQ(judge_likeness(0.39, 1, 1, net), Likeness::Different);
}

TEST(JudgeLikeness, APoorPictureIsNeverDifferentNorSame)
{
    for (const double score : {-1.0, 0.0, 0.5, 1.0}) {
        EXPECT_EQ(judge_likeness(score, 0.49, 1, net), Likeness::Uncertain);
        EXPECT_EQ(judge_likeness(score, 1, 0.49, net), Likeness::Uncertain);
    }
}

TEST(JudgeLikeness, ThePoorerThePictureTheLowerMustTheScoreBe)
{
    EXPECT_EQ(judge_likeness(0.39, 0.5, 1, net), Likeness::Uncertain);
    EXPECT_EQ(judge_likeness(0.21, 0.5, 1, net), Likeness::Uncertain);
    EXPECT_EQ(judge_likeness(0.19, 0.5, 1, net), Likeness::Different);
    EXPECT_EQ(judge_likeness(0.29, 0.75, 1, net), Likeness::Different);
    EXPECT_EQ(judge_likeness(0.31, 0.75, 1, net), Likeness::Uncertain);
}

RC_GTEST_PROP(JudgeLikeness, TheOrderOfThePicturesDoesNotMatter, ())
{
    const auto unit = [] { return *rc::gen::inRange(0, 101) / 100.0; };
    const double score = unit();
    const double a = unit();
    const double b = unit();
    RC_ASSERT(judge_likeness(score, a, b, net) == judge_likeness(score, b, a, net));
}

TEST(Thresholds, EveryNetHasItsOwnInOrderAndInsideItsInterval)
{
    for (const auto name : embedder_names()) {
        const auto& one = thresholds_of(name);
        EXPECT_EQ(one.net, name);
        EXPECT_LT(one.fmr_1e_1.score, one.fmr_1e_2.score);
        EXPECT_LT(one.fmr_1e_2.score, one.fmr_1e_3.score);
        for (const auto& threshold : {one.fmr_1e_1, one.fmr_1e_2, one.fmr_1e_3}) {
            EXPECT_LE(threshold.low, threshold.score) << name;
            EXPECT_GE(threshold.high, threshold.score) << name;
        }
    }
}

TEST(LikenessWord, AreThoseOfTheFixedForm)
{
    EXPECT_EQ(likeness_word(Likeness::Same), "same");
    EXPECT_EQ(likeness_word(Likeness::Uncertain), "uncertain");
    EXPECT_EQ(likeness_word(Likeness::Different), "different");
}

} // namespace
} // namespace tucai::guard
