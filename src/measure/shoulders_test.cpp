#include "measure/drawn_backdrop.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

TEST(Shoulders, LevelOnesAreLevel)
{
    EXPECT_NEAR(value_of(DrawnBackdrop().measure(), "shoulder_slope_deg"), 0, 0.6);
}

TEST(Shoulders, TheSlopeIsPositiveWhereTheRightOneIsLower)
{
    for (const double degrees : {-12.0, -6.0, 3.0, 6.0, 12.0}) {
        DrawnBackdrop scene;
        scene.slope = std::tan(degrees * 3.14159265358979323846 / 180);
        EXPECT_NEAR(value_of(scene.measure(), "shoulder_slope_deg"), degrees, 1.5);
    }
}

TEST(Shoulders, AHeadHeldAsideSlopesNothing)
{
    DrawnBackdrop scene;
    scene.neck_x = 255;
    EXPECT_NEAR(value_of(scene.measure(), "shoulder_slope_deg"), 0, 2);
}

TEST(Shoulders, WhereTheFrameHidesThemNothingIsSaid)
{
    DrawnBackdrop scene;
    scene.shoulder_y = 640;
    EXPECT_FALSE(found(scene.measure(), "shoulder_slope_deg"));
}

} // namespace
} // namespace tucai::measure
