#include "measure/lit_face.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::measure {
namespace {

RC_GTEST_PROP(Exposure, TwiceTheLightIsOneStopMore, ())
{
    // Within what neither clips nor drowns in the steps of 8 bits.
    const double stops = *rc::gen::inRange(-200, 60) / 100.0;
    const double before = *LitFace().value("exposure_ev");
    const double gain = std::exp2(stops);
    RC_ASSERT(std::abs(*LitFace().times(gain, gain, gain).value("exposure_ev") - before - stops) < 0.06);
}

TEST(Exposure, SkinOfEveryColourGetsTheSameAnswerInTheSameLight)
{
    const double pale = *LitFace().value("exposure_ev");
    const double dark = *LitFace().skin({92, 62, 48}).value("exposure_ev");
    EXPECT_NEAR(pale, dark, 0.02);
}

TEST(Exposure, SkinSpeaksAFaceFreeWhoseEyesAreInShade)
{
    EXPECT_LT(*LitFace().whites({60, 60, 60}).skin({92, 62, 48}).value("exposure_ev"), -1.5);
    EXPECT_GT(*LitFace().whites({60, 60, 60}).value("exposure_ev"), -0.5);
}

TEST(Exposure, AReflectionInTheEyesIsNoBrightFace)
{
    // A wet spot as bright as the lamp, on whites in half the light.
    auto reflecting = LitFace().whites({120, 118, 115});
    reflecting.lit([](base::Point place, auto& light) {
        if (std::abs(std::abs(place.x) - 0.4) < 0.05 && std::abs(place.y) < 0.03)
            light = {1, 1, 1};
    });
    const auto list = reflecting.measures();
    EXPECT_LT(reflecting.find(list, "exposure_ev")->confidence, 0.9);
    EXPECT_LT(reflecting.find(list, "exposure_ev")->value, 0.5); // the spot alone would say 1.1
}

TEST(Exposure, IsNotAssessedWhereEyesAreNarrowAndSkinIsDark)
{
    EXPECT_FALSE(LitFace().skin({70, 48, 36}).narrowed().value("exposure_ev").has_value());
    EXPECT_TRUE(LitFace().narrowed().value("exposure_ev").has_value());
}

TEST(Exposure, ClippedSkinIsCounted)
{
    EXPECT_EQ(*LitFace().value("clipped_ratio"), 0);
    const auto half = LitFace().lit([](base::Point place, auto& light) {
        if (place.x > 0)
            light = {1, 1, 1};
    });
    EXPECT_NEAR(*half.value("clipped_ratio"), 0.5, 0.05);
}

} // namespace
} // namespace tucai::measure
