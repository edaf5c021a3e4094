#include "measure/lit_face.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::measure {
namespace {

/// Light that goes on by that many stops from the left rim to the right one.
LitFace lit_from_the_right(double stops)
{
    return LitFace().lit([=](base::Point place, auto& light) {
        for (auto& channel : light)
            channel *= std::exp2(stops * place.x / 2.5);
    });
}

RC_GTEST_PROP(LightBalance, TheMirroredLightIsTheMirroredAnswer, ())
{
    const double stops = *rc::gen::inRange(0, 100) / 100.0;
    const double right = *lit_from_the_right(stops).value("right_brighter_ratio");
    const double left = *lit_from_the_right(-stops).value("left_brighter_ratio");
    RC_ASSERT(std::abs(right - left) < 0.02 + 0.05 * right);
}

TEST(LightBalance, EvenLightIsEven)
{
    EXPECT_LT(*LitFace().value("left_brighter_ratio"), 0.01);
    EXPECT_LT(*LitFace().value("right_brighter_ratio"), 0.01);
    EXPECT_NEAR(*LitFace().value("top_brighter_ratio"), 0, 0.01);
}

TEST(LightBalance, OneSideHalfAsBrightIsOneHundredPercent)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        if (place.x > 0)
            for (auto& channel : light)
                channel /= 2;
    });
    EXPECT_NEAR(*face.value("left_brighter_ratio"), 1, 0.03);
    EXPECT_EQ(*face.value("right_brighter_ratio"), 0);
}

TEST(LightBalance, OneCoveredCheekDoesNotDecide)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        if (place.x < 0 && place.y > 0.25 && place.y < 0.85)
            light = {0.01, 0.01, 0.01};
    });
    EXPECT_LT(*face.value("right_brighter_ratio"), 0.05);
}

TEST(LightBalance, TheColourOfSkinCancels)
{
    auto dark = lit_from_the_right(0.8);
    const double pale_ratio = *dark.value("right_brighter_ratio");
    const auto browned = LitFace().skin({92, 62, 48}).lit([](base::Point place, auto& light) {
        for (auto& channel : light)
            channel *= std::exp2(0.8 * place.x / 2.5);
    });
    EXPECT_NEAR(*browned.value("right_brighter_ratio"), pale_ratio, 0.03);
}

} // namespace
} // namespace tucai::measure
