#include "measure/drawn_face.h"
#include "measure/gaze.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::measure {
namespace {

/// Both irises of a drawn face moved, in pixels of the unturned face.
DrawnFace looking(double right_px, double down_px)
{
    auto drawn = drawn_face();
    for (std::size_t i = 468; i < 478; ++i) {
        drawn.points[i].x += right_px;
        drawn.points[i].y += down_px;
    }
    return drawn;
}

TEST(Gaze, EyesThatLookAsTheHeadDoesLookStraight)
{
    const auto gaze = measure_gaze(looking(0, 0).face());
    EXPECT_NEAR(gaze.sideways_deg, 0, 0.01);
    EXPECT_NEAR(gaze.upward_deg, 0, 0.01);
}

TEST(Gaze, AnIrisMovedByASixthOfTheEyeIsTurnedByMoreThanTwentyDegrees)
{
    EXPECT_NEAR(measure_gaze(looking(44.0 / 6, 0).face()).sideways_deg, 24.6, 0.1);
    EXPECT_NEAR(measure_gaze(looking(-44.0 / 6, 0).face()).sideways_deg, -24.6, 0.1);
}

TEST(Gaze, UpIsPositive)
{
    EXPECT_GT(measure_gaze(looking(0, -3).face()).upward_deg, 5);
    EXPECT_LT(measure_gaze(looking(0, 3).face()).upward_deg, -5);
}

RC_GTEST_PROP(Gaze, TheHeadsRollDoesNotMatter, ())
{
    const double roll = *rc::gen::inRange(-30, 30);
    const auto gaze = measure_gaze(drawn_face({0, 0, roll}).face());
    RC_ASSERT(std::abs(gaze.sideways_deg) < 0.01);
    RC_ASSERT(std::abs(gaze.upward_deg) < 0.01);
}

} // namespace
} // namespace tucai::measure
