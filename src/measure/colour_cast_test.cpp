#include "measure/lit_face.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::measure {
namespace {

RC_GTEST_PROP(ColourCast, FollowsTheLamp, ())
{
    const double stops = *rc::gen::inRange(-80, 80) / 100.0;
    const auto face = LitFace().times(std::exp2(stops / 2) / 1.4, 1 / 1.4, std::exp2(-stops / 2) / 1.4);
    const double plain = *LitFace().times(1 / 1.4, 1 / 1.4, 1 / 1.4).value("warm_cast_ev");
    RC_ASSERT(std::abs(*face.value("warm_cast_ev") - plain - stops) < 0.08);
}

TEST(ColourCast, MagentaIsLessGreen)
{
    const double plain = *LitFace().value("green_cast_ev");
    EXPECT_NEAR(*LitFace().times(1, std::exp2(-0.5), 1).value("green_cast_ev"), plain - 0.5, 0.06);
}

TEST(ColourCast, SkinHasNoSay)
{
    EXPECT_NEAR(*LitFace().skin({92, 62, 48}).value("warm_cast_ev"), *LitFace().value("warm_cast_ev"), 0.02);
}

TEST(ColourCast, LipstickHasNoSay)
{
    const double plain = *LitFace().value("warm_cast_ev");
    EXPECT_NEAR(*LitFace().lips({190, 20, 20}).value("warm_cast_ev"), plain, 0.35);
    EXPECT_NEAR(*LitFace().lips({190, 20, 20}).value("warm_cast_ev"),
                *LitFace().lips({150, 10, 10}).value("warm_cast_ev"), 0.01);
}

TEST(ColourCast, IsNotAssessedWhereTheWhitesAreClipped)
{
    EXPECT_FALSE(LitFace().whites({255, 255, 250}).value("warm_cast_ev").has_value());
}

} // namespace
} // namespace tucai::measure
