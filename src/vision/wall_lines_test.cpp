#include "vision/wall_lines.h"

#include <gtest/gtest.h>

namespace tucai::vision {
namespace {

constexpr int width = 120;
constexpr int height = 160;
const cv::Vec3f plain(200, 200, 200);
const cv::Vec3f joint(150, 150, 150);

/// A plain wall of which the upper half lies far from the person, and the lower half near; each test draws on
/// it.
struct Scene {
    cv::Mat frame{height, width, CV_32FC3, cv::Scalar::all(200)};
    Outline outline;
    WallModel wall;

    Scene()
    {
        outline.depth_px = cv::Mat(height, width, CV_32F, cv::Scalar(-60));
        outline.depth_px.rowRange(height / 2, height).setTo(-5);
        outline.sure_wall = outline.depth_px < -14;
        outline.sure_person = cv::Mat(height, width, CV_8U, cv::Scalar(0));
        outline.torso = cv::Mat(height, width, CV_32F, cv::Scalar(0));
        outline.middle_x = width / 2;
        wall.colour = frame.clone();
        wall.variance = cv::Mat(height, width, CV_32F, cv::Scalar(20));
    }

    void add_lines() { add_straight_lines(frame, outline, wall.colour.clone(), wall); }
};

TEST(WallLines, AJointThatIsSeenFarOffGoesOnNearThePerson)
{
    Scene scene;
    scene.frame.col(90).setTo(joint);
    scene.add_lines();
    EXPECT_EQ(scene.wall.colour.at<cv::Vec3f>(150, 90), joint);
    EXPECT_EQ(scene.wall.colour.at<cv::Vec3f>(150, 91), plain);
}

TEST(WallLines, HairThatIsOnlyNearThePersonIsNoLine)
{
    Scene scene;
    scene.frame.rowRange(height / 2, height).col(90).setTo(joint);
    scene.add_lines();
    EXPECT_EQ(scene.wall.colour.at<cv::Vec3f>(150, 90), plain);
}

TEST(WallLines, ARowCountsOnItsOwnSideOnly)
{
    Scene scene;
    scene.outline.depth_px.colRange(0, 40).setTo(-60);
    scene.outline.sure_wall = scene.outline.depth_px < -14;
    scene.frame.row(140).setTo(joint);
    scene.add_lines();
    EXPECT_EQ(scene.wall.colour.at<cv::Vec3f>(140, 50), joint);
    EXPECT_EQ(scene.wall.colour.at<cv::Vec3f>(140, 80), plain) << "nothing is known on the right";
}

TEST(WallLines, ASkirtingBoardBesideAShoulderNeedsLittleOfItself)
{
    Scene scene;
    scene.outline.torso.rowRange(height / 2, height).setTo(1);
    scene.outline.depth_px(cv::Rect(0, height / 2, 16, height / 2)).setTo(-24);
    scene.outline.sure_wall = scene.outline.depth_px < -14;
    scene.frame.row(140).setTo(joint);
    scene.add_lines();
    EXPECT_EQ(scene.wall.colour.at<cv::Vec3f>(140, 30), joint);
}

TEST(WallLines, APersonInFrontOfAJointIsNotTheJoint)
{
    Scene scene;
    scene.frame.col(90).setTo(joint);
    scene.frame.at<cv::Vec3f>(150, 90) = {60, 45, 40};
    scene.add_lines();
    EXPECT_EQ(scene.wall.colour.at<cv::Vec3f>(150, 90), plain);
}

TEST(WallLines, NoiseIsNoLine)
{
    Scene scene;
    cv::RNG random(3);
    cv::Mat noise(scene.frame.size(), CV_32FC3);
    random.fill(noise, cv::RNG::NORMAL, 0, 6);
    scene.frame += noise;
    scene.add_lines();
    EXPECT_EQ(
        cv::norm(scene.wall.colour, cv::Mat(height, width, CV_32FC3, cv::Scalar::all(200)), cv::NORM_INF), 0);
}

} // namespace
} // namespace tucai::vision
