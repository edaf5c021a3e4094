#include "photo/frame.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::photo {
namespace {

rules::Profile graduate_photo()
{
    rules::Profile profile;
    profile.photo.width_px = 480;
    profile.photo.height_px = 640;
    profile.frame.hair_top = {50, 110, 75, {}};
    profile.frame.eye_line = {200, 300, 250, {}};
    profile.frame.face_width = {180, 300, 230, {}};
    profile.frame.centre = {216, 264, 240, {}};
    return profile;
}

/// A head with room on every side; each test bends one thing.
FrameScene roomy_scene()
{
    FrameScene scene;
    scene.width = 2000;
    scene.height = 2400;
    scene.head = {500, {900, 850}, {1100, 850}, {770, 900}, {1230, 900}, {1000, 1160}};
    return scene;
}

FrameScene shifted(FrameScene scene, double dx, double dy)
{
    scene.head.hair_top_y += dy;
    for (auto* p : {&scene.head.left_eye, &scene.head.right_eye, &scene.head.left_cheek,
                    &scene.head.right_cheek, &scene.head.chin}) {
        p->x += dx;
        p->y += dy;
    }
    return scene;
}

bool breaks(const Frame& frame, const std::string& band)
{
    return std::find(frame.broken.begin(), frame.broken.end(), band) != frame.broken.end();
}

TEST(Frame, ARoomyHeadComesToTheMiddleOfItsBands)
{
    const auto frame = solve_frame(roomy_scene(), graduate_photo());
    ASSERT_TRUE(frame.has_value());
    EXPECT_TRUE(frame->fits());
    EXPECT_NEAR(frame->head.centre_px, 240, 0.01);
    EXPECT_NEAR(frame->head.hair_top_px, 75, 12);
    EXPECT_NEAR(frame->head.eye_line_px, 250, 15);
    EXPECT_NEAR(frame->head.face_width_px, 230, 20);
}

TEST(Frame, TheReportedHeadIsWhereTheTransformCarriesIt)
{
    const auto scene = roomy_scene();
    const auto frame = solve_frame(scene, graduate_photo());
    ASSERT_TRUE(frame.has_value());
    const auto& t = frame->to_photo;
    EXPECT_NEAR(t.apply({0, scene.head.hair_top_y}).y, frame->head.hair_top_px, 1e-9);
    EXPECT_NEAR((t.apply(scene.head.left_eye).y + t.apply(scene.head.right_eye).y) / 2,
                frame->head.eye_line_px, 1e-9);
}

TEST(Frame, NeverGoesBelowTheSourcesLowerEdge)
{
    auto scene = roomy_scene();
    scene.height = 1400; // cut at the shoulders
    const auto frame = solve_frame(scene, graduate_photo());
    ASSERT_TRUE(frame.has_value());
    EXPECT_GE(frame->to_photo.apply({0, 1400}).y, 640 - 1e-6);
}

TEST(Frame, GoesBeyondTheTopWhereTheHairIsWhole)
{
    auto scene = shifted(roomy_scene(), 0, -490);
    scene.height = 1600;
    const auto frame = solve_frame(scene, graduate_photo());
    ASSERT_TRUE(frame.has_value());
    EXPECT_TRUE(frame->fits());
    EXPECT_GT(frame->to_photo.apply({0, 0}).y, 0) << "the photo shows what lies above the source";
}

TEST(Frame, CutHairBreaksTheHairBandAndSaysSo)
{
    auto scene = shifted(roomy_scene(), 0, -500);
    scene.hair_is_cut = true;
    const auto frame = solve_frame(scene, graduate_photo());
    ASSERT_TRUE(frame.has_value());
    EXPECT_LE(frame->to_photo.apply({0, 0}).y, 1e-6) << "nothing above cut hair is invented";
    EXPECT_TRUE(breaks(*frame, "hair_top"));
}

TEST(Frame, SidesThatCutThePersonStayOutOfTheFrame)
{
    auto scene = shifted(roomy_scene(), -600, 0);
    scene.left_cut_y = 1300;
    const auto frame = solve_frame(scene, graduate_photo());
    ASSERT_TRUE(frame.has_value());
    EXPECT_TRUE(breaks(*frame, "sides") || breaks(*frame, "centre") ||
                frame->to_photo.apply({0, 0}).x <= 0.5);
}

TEST(Frame, AHeadThatNeedsUpscalingIsNotScaledUp)
{
    auto scene = roomy_scene();
    for (auto* p : {&scene.head.left_eye, &scene.head.right_eye, &scene.head.left_cheek,
                    &scene.head.right_cheek, &scene.head.chin}) {
        p->x = 1000 + (p->x - 1000) / 4;
        p->y = 850 + (p->y - 850) / 4;
    }
    scene.head.hair_top_y = 850 - 350.0 / 4;
    const auto frame = solve_frame(scene, graduate_photo());
    ASSERT_TRUE(frame.has_value());
    EXPECT_LE(frame->to_photo.scale, 1 + 1e-9);
    EXPECT_TRUE(breaks(*frame, "face_width"));
}

TEST(Frame, ASourceSmallerThanThePhotoStillGetsAnAnswer)
{
    auto scene = roomy_scene();
    scene.width = 200;
    scene.height = 240;
    scene.head = {50, {90, 85}, {110, 85}, {77, 90}, {123, 90}, {100, 116}};
    const auto frame = solve_frame(scene, graduate_photo());
    ASSERT_TRUE(frame.has_value());
    EXPECT_FALSE(frame->fits());
}

TEST(Frame, CrossedPointsAreInvalid)
{
    auto scene = roomy_scene();
    std::swap(scene.head.left_eye, scene.head.right_eye);
    EXPECT_FALSE(solve_frame(scene, graduate_photo()).has_value());
}

RC_GTEST_PROP(Frame, MovingThePersonMovesTheCropAlong, ())
{
    const int dx = *rc::gen::inRange(-200, 200);
    const int dy = *rc::gen::inRange(-80, 80);
    const auto before = solve_frame(roomy_scene(), graduate_photo());
    const auto after = solve_frame(shifted(roomy_scene(), dx, dy), graduate_photo());
    RC_ASSERT(before.has_value() && after.has_value());
    RC_ASSERT(std::abs(before->to_photo.scale - after->to_photo.scale) < 1e-6);
    RC_ASSERT(std::abs(before->head.hair_top_px - after->head.hair_top_px) < 1e-3);
    RC_ASSERT(std::abs(before->head.centre_px - after->head.centre_px) < 1e-3);
}

RC_GTEST_PROP(Frame, WhatIsSaidToFitFits, ())
{
    auto scene = roomy_scene();
    scene.height = *rc::gen::inRange(1200, 2600);
    scene.head.hair_top_y = *rc::gen::inRange(300, 700);
    scene.hair_is_cut = *rc::gen::arbitrary<bool>();
    const auto profile = graduate_photo();
    const auto frame = solve_frame(scene, profile);
    RC_ASSERT(frame.has_value());
    RC_ASSERT(frame->to_photo.apply({0, static_cast<double>(scene.height)}).y >= 640 - 1e-6);
    if (frame->fits()) {
        RC_ASSERT(frame->head.hair_top_px >= 50 - 1e-5 && frame->head.hair_top_px <= 110 + 1e-5);
        RC_ASSERT(frame->head.eye_line_px >= 200 - 1e-5 && frame->head.eye_line_px <= 300 + 1e-5);
        RC_ASSERT(frame->to_photo.scale <= 1 + 1e-9);
    }
}

} // namespace
} // namespace tucai::photo
