#include "measure/drawn_face.h"
#include "measure/head_pose.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::measure {
namespace {

HeadPose pose_of(const DrawnFace& drawn)
{
    return measure_head_pose(drawn.points, drawn.depth);
}

TEST(HeadPose, AHeadThatFacesTheCameraIsNeitherTurnedNorTilted)
{
    const auto pose = pose_of(drawn_face());
    EXPECT_NEAR(pose.yaw_deg, 0, 1e-9);
    EXPECT_NEAR(pose.roll_deg, 0, 1e-9);
}

TEST(HeadPose, RollIsPositiveClockwiseInThePicture)
{
    for (const double angle : {-30.0, -5.0, 5.0, 30.0})
        EXPECT_NEAR(pose_of(drawn_face({0, 0, angle})).roll_deg, angle, 1e-9);
}

TEST(HeadPose, YawIsPositiveToThePersonsLeft)
{
    for (const double angle : {-30.0, -5.0, 5.0, 30.0}) {
        const auto head = drawn_face({angle, 0, 0});
        EXPECT_NEAR(pose_of(head).yaw_deg, angle, 1e-9);
        EXPECT_EQ(head.points[1].x > 200, angle > 0) << "their left is the picture's right";
    }
}

TEST(HeadPose, PitchIsPositiveUpward)
{
    const double level = pose_of(drawn_face()).pitch_deg;
    for (const double angle : {-25.0, -5.0, 5.0, 25.0}) {
        const auto head = drawn_face({0, angle, 0});
        EXPECT_NEAR(pose_of(head).pitch_deg - level, angle, 1e-9);
        EXPECT_EQ(head.points[1].y<240, angle> 0) << "the nose goes up";
    }
}

TEST(HeadPose, AForeheadAsNearAsTheChinLooksUpABit)
{
    // The mean of neutral frontal faces counts as level: their forehead is 1.9 degrees nearer.
    EXPECT_NEAR(pose_of(drawn_face()).pitch_deg, 1.9, 1e-9);
    EXPECT_NEAR(pose_of(drawn_face({0, -1.9, 0})).pitch_deg, 0, 1e-9);
}

RC_GTEST_PROP(HeadPose, YawDoesNotChangeWithTheHeadsRoll, ())
{
    const double yaw = *rc::gen::inRange(-40, 40);
    const double roll = *rc::gen::inRange(-40, 40);
    RC_ASSERT(std::abs(pose_of(drawn_face({yaw, 0, roll})).yaw_deg - yaw) < 1e-9);
}

RC_GTEST_PROP(HeadPose, NeitherTheHeadsSizeNorItsPlaceMatters, ())
{
    const double size = *rc::gen::inRange(1, 40) / 8.0;
    const double shift = *rc::gen::inRange(0, 1000);
    const auto before = pose_of(drawn_face({12, -7, 5}));
    const auto after = pose_of(drawn_face({12, -7, 5}, size, {200 + shift, 300 + shift}));
    RC_ASSERT(std::abs(after.yaw_deg - before.yaw_deg) < 1e-6);
    RC_ASSERT(std::abs(after.pitch_deg - before.pitch_deg) < 1e-6);
    RC_ASSERT(std::abs(after.roll_deg - before.roll_deg) < 1e-6);
}

} // namespace
} // namespace tucai::measure
