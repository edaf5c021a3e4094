#include "measure/drawn_face.h"
#include "measure/gaze.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

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
    const auto gaze = measure_gaze(looking(0, 0).face(), 0);
    EXPECT_NEAR(gaze.sideways_deg, 0, 0.01);
    EXPECT_NEAR(gaze.upward_deg, 0, 0.01);
}

TEST(Gaze, AnIrisMovedByASixthOfTheEyeIsTurnedByMoreThanTwentyDegrees)
{
    EXPECT_NEAR(measure_gaze(looking(44.0 / 6, 0).face(), 0).sideways_deg, 24.6, 0.1);
    EXPECT_NEAR(measure_gaze(looking(-44.0 / 6, 0).face(), 0).sideways_deg, -24.6, 0.1);
}

TEST(Gaze, UpIsPositive)
{
    EXPECT_GT(measure_gaze(looking(0, -3).face(), 0).upward_deg, 5);
    EXPECT_LT(measure_gaze(looking(0, 3).face(), 0).upward_deg, -5);
}

/// Eyes of white with a dark iris, 16 px wide, so far to the right of the middle; the mesh's stay.
DrawnFace painted_eyes(int right_px)
{
    auto drawn = drawn_face();
    for (int y = 200; y < 220; ++y)
        for (int x = 130; x < 270; ++x) {
            const bool is_iris = std::abs(x - 160 - right_px) <= 8 || std::abs(x - 240 - right_px) <= 8;
            std::fill_n(drawn.pixels.rgb.begin() +
                            static_cast<std::ptrdiff_t>(3) * (y * drawn.pixels.width + x),
                        3, static_cast<std::uint8_t>(is_iris ? 50 : 220));
        }
    return drawn;
}

TEST(Gaze, FollowsTheDarkWhereTheMeshDoesNot)
{
    EXPECT_NEAR(measure_gaze(painted_eyes(0).face(), 0).sideways_deg, 0, 1);
    EXPECT_GT(measure_gaze(painted_eyes(7).face(), 0).sideways_deg, 8);
    EXPECT_LT(measure_gaze(painted_eyes(-7).face(), 0).sideways_deg, -8);
}

TEST(Gaze, EyesThatStayWithTheLensTurnAgainstTheHead)
{
    const auto drawn = looking(-1.3, 0);
    EXPECT_LT(measure_gaze(drawn.face(), 0).sideways_deg, -4);
    EXPECT_NEAR(measure_gaze(drawn.face(), 10).sideways_deg, 0, 0.5);
}

RC_GTEST_PROP(Gaze, TheHeadsRollDoesNotMatter, ())
{
    const double roll = *rc::gen::inRange(-30, 30);
    const auto gaze = measure_gaze(drawn_face({0, 0, roll}).face(), 0);
    RC_ASSERT(std::abs(gaze.sideways_deg) < 0.01);
    RC_ASSERT(std::abs(gaze.upward_deg) < 0.01);
}

} // namespace
} // namespace tucai::measure
