#include "measure/lit_face.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

LitFace flat(double light)
{
    return LitFace().lit([=](base::Point, auto& all) { all = {light, light, light}; });
}

TEST(IsoLight, OneLuminanceHasNoSpreadAndNoEntropy)
{
    EXPECT_NEAR(*flat(0.3).value("luminance_mean"), 0.3, 0.01);
    EXPECT_NEAR(*flat(0.3).value("luminance_variance"), 0, 1e-9);
    EXPECT_NEAR(*flat(0.3).value("dynamic_range_bits"), 0, 1e-9);
    EXPECT_NEAR(*flat(0.3).value("illumination_overlap_ratio"), 1, 1e-9);
}

TEST(IsoLight, TheDarkAndTheBrightEndsAreShares)
{
    EXPECT_EQ(*flat(0.05).value("under_exposed_ratio"), 1);
    EXPECT_EQ(*flat(0.3).value("under_exposed_ratio"), 0);
    EXPECT_EQ(*flat(1).value("over_exposed_ratio"), 1);
    EXPECT_EQ(*flat(0.3).value("over_exposed_ratio"), 0);
}

TEST(IsoLight, UnequalCheeksDoNotOverlap)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        for (auto& channel : light)
            channel *= place.x > 0 ? 0.4 : 1;
    });
    EXPECT_EQ(*face.value("illumination_overlap_ratio"), 0);
}

TEST(IsoLight, SkinIsNaturalAndGreyIsNot)
{
    EXPECT_EQ(*LitFace().value("natural_colour_distance"), 0);
    EXPECT_GT(*LitFace().value("skin_chroma"), 10);
    EXPECT_NEAR(*flat(0.3).value("skin_chroma"), 0, 0.1);
    EXPECT_GT(*flat(0.3).value("natural_colour_distance"), 5);
}

} // namespace
} // namespace tucai::measure
