#include "image/opencv.h"
#include "vision/guided_filter.h"
#include "vision/normalised_blur.h"
#include "vision/wall_matte.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace tucai::vision {
namespace {

constexpr int width = 240;
constexpr int height = 320;

/// A drawn person before a drawn wall, with the truth; each test bends one thing.
struct Drawing {
    image::Image frame{width, height};
    image::Plane cover{width, height, 1};
    image::Plane person{width, height};
    image::Plane truth{width, height};

    MatteScene scene() const { return {frame, cover, person, {85, 70, 70, 90}, 70, 165}; }
};

/// Head and shoulders with an edge as soft as a photo's.
cv::Mat person_shape()
{
    cv::Mat shape(height, width, CV_8U, cv::Scalar(0));
    cv::ellipse(shape, {120, 110}, {48, 62}, 0, 0, 360, 255, cv::FILLED);
    cv::rectangle(shape, {98, 150}, {142, 230}, 255, cv::FILLED);
    cv::ellipse(shape, {120, 320}, {105, 110}, 0, 0, 360, 255, cv::FILLED);
    cv::Mat soft;
    shape.convertTo(soft, CV_32F, 1 / 255.0);
    cv::GaussianBlur(soft, soft, {}, 0.9);
    return soft;
}

Drawing draw(cv::Scalar shirt, const std::function<cv::Vec3f(int x, int y)>& wall)
{
    Drawing drawing;
    const cv::Mat alpha = person_shape();
    cv::Mat grain(height, width, CV_32FC3);
    cv::RNG random(7);
    random.fill(grain, cv::RNG::NORMAL, 0, 1.2);
    auto frame = image::as_mat(drawing.frame);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const cv::Vec3f hair(60, 45, 40);
            const cv::Vec3f skin(205, 160, 140);
            const cv::Vec3f cloth(static_cast<float>(shirt[0]), static_cast<float>(shirt[1]),
                                  static_cast<float>(shirt[2]));
            const cv::Vec3f own = y < 95 ? hair : y < 215 ? skin : cloth;
            const float a = alpha.at<float>(y, x);
            const cv::Vec3f mixed = a * own + (1 - a) * wall(x, y) + grain.at<cv::Vec3f>(y, x);
            for (int c = 0; c < 3; ++c)
                frame.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<std::uint8_t>(mixed[c]);
        }
    alpha.copyTo(image::as_mat(drawing.truth));
    // The coarse mask is right to within a few pixels, and blunt.
    cv::Mat coarse;
    cv::resize(alpha, coarse, {width / 4, height / 4}, 0, 0, cv::INTER_AREA);
    auto person = image::as_mat(drawing.person);
    cv::resize(coarse, person, person.size(), 0, 0, cv::INTER_LINEAR);
    return drawing;
}

double mean_error(const Drawing& drawing, const Matte& matte)
{
    double sum = 0;
    for (std::size_t i = 0; i < matte.alpha.values.size(); ++i)
        sum += std::abs(matte.alpha.values[i] - drawing.truth.values[i]);
    return sum / static_cast<double>(matte.alpha.values.size());
}

const auto plain_wall = [](int, int) { return cv::Vec3f(214, 216, 212); };

TEST(WallMatte, APlainWallIsSolvedToUnderAHundredth)
{
    const auto drawing = draw({40, 60, 90}, plain_wall);
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    EXPECT_LT(mean_error(drawing, *matte), 0.004);
    EXPECT_GT(matte->confidence, 0.8);
}

TEST(WallMatte, AGradientOnTheWallIsWallToo)
{
    const auto drawing = draw({40, 60, 90}, [](int x, int y) {
        return cv::Vec3f(180.F + 0.2F * static_cast<float>(x), 185.F + 0.1F * static_cast<float>(y), 190);
    });
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    EXPECT_LT(mean_error(drawing, *matte), 0.004);
}

TEST(WallMatte, TilesJointsDoNotStickToThePerson)
{
    const auto drawing = draw({40, 60, 90}, [](int x, int y) {
        return y % 60 < 2 || x % 60 < 2 ? cv::Vec3f(150, 150, 150) : cv::Vec3f(215, 215, 215);
    });
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    EXPECT_LT(mean_error(drawing, *matte), 0.008);
    for (const int y : {20, 40, 100})
        for (const int x : {4, 20, 220})
            EXPECT_EQ(matte->alpha.row(y)[x], 0) << x << ", " << y;
}

TEST(WallMatte, AStrandBeyondTheBeltIsKept)
{
    auto drawing = draw({40, 60, 90}, plain_wall);
    // From the head's side at (72, 100) outward and up, 30 px long, 2 px wide.
    auto frame = image::as_mat(drawing.frame);
    cv::line(frame, {78, 100}, {48, 88}, {60, 45, 40}, 2, cv::LINE_AA);
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    EXPECT_GT(matte->alpha.row(90)[53], 0.5) << "20 px from the outline";
    EXPECT_LT(matte->alpha.row(110)[48], 0.02) << "the wall beside it";
}

TEST(WallMatte, AMarkOnTheWallApartFromTheHeadIsNoStrand)
{
    auto drawing = draw({40, 60, 90}, plain_wall);
    auto frame = image::as_mat(drawing.frame);
    cv::line(frame, {38, 100}, {38, 125}, {60, 45, 40}, 2, cv::LINE_AA);
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    EXPECT_EQ(matte->alpha.row(112)[38], 0);
}

TEST(WallMatte, AWhiteShirtOnAWhiteWallKeepsItsShoulders)
{
    const auto drawing = draw({216, 218, 214}, plain_wall);
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    for (int y = 250; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (drawing.truth.row(y)[x] >= 1 && drawing.truth.row(std::max(y - 8, 0))[x] >= 1) {
                ASSERT_GT(matte->alpha.row(y)[x], 0.9F) << x << ", " << y;
            }
}

TEST(WallMatte, WhatTheSourceDoesNotCoverIsNeverPerson)
{
    auto drawing = draw({40, 60, 90}, plain_wall);
    for (int y = 0; y < 30; ++y)
        std::fill(drawing.cover.row(y), drawing.cover.row(y) + width, 0.F);
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    for (int y = 0; y < 29; ++y)
        for (int x = 0; x < width; ++x)
            ASSERT_EQ(matte->alpha.row(y)[x], 0);
}

TEST(WallMatte, TheForegroundHasNoRimOfTheWall)
{
    const auto drawing = draw({40, 60, 90}, plain_wall);
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    // On the hair's edge the hair's own colour is wanted, not a mixture with the pale wall.
    int rim = 0;
    for (int x = 0; x < width; ++x)
        if (const float a = matte->alpha.row(90)[x]; a > 0.4F && a < 0.9F) {
            EXPECT_LT(matte->foreground.row(90)[3 * x], 110) << x;
            ++rim;
        }
    EXPECT_GT(rim, 0);
}

TEST(WallMatte, SameSceneSameBits)
{
    const auto drawing = draw({40, 60, 90}, plain_wall);
    const auto other = draw({200, 30, 30}, plain_wall);
    const auto first = WallMatte().make(drawing.scene());
    const auto between = WallMatte().make(other.scene());
    const auto again = WallMatte().make(drawing.scene());
    ASSERT_TRUE(first.has_value() && between.has_value() && again.has_value());
    EXPECT_EQ(first->alpha.values, again->alpha.values);
    EXPECT_EQ(first->foreground.rgb, again->foreground.rgb);
}

TEST(WallMatte, DifferingSizesAreInvalid)
{
    const auto drawing = draw({40, 60, 90}, plain_wall);
    const image::Plane small(10, 10);
    const MatteScene scene{drawing.frame, small, drawing.person, {}, 70, 165};
    const auto matte = WallMatte().make(scene);
    ASSERT_FALSE(matte.has_value());
    EXPECT_EQ(matte.error().code, ErrorCode::InvalidInput);
}

TEST(WallMatte, AFrameWithoutAnyoneGivesNobody)
{
    Drawing drawing = draw({40, 60, 90}, plain_wall);
    std::fill(drawing.person.values.begin(), drawing.person.values.end(), 0.F);
    const auto matte = WallMatte().make(drawing.scene());
    ASSERT_TRUE(matte.has_value());
    EXPECT_EQ(cv::countNonZero(image::as_mat(matte->alpha) > 0.5F), 0);
}

TEST(GuidedFilter, AConstantStays)
{
    cv::Mat guide(40, 32, CV_32FC3);
    cv::RNG(5).fill(guide, cv::RNG::UNIFORM, 0, 1);
    const cv::Mat out = guided_filter(guide, cv::Mat(40, 32, CV_32F, cv::Scalar(0.3)), 4, 1e-4);
    EXPECT_LT(cv::norm(out - 0.3, cv::NORM_INF), 1e-4);
}

TEST(GuidedFilter, NoiseGoesAndTheEdgeOfTheGuideStays)
{
    cv::Mat guide(64, 64, CV_32FC3, cv::Scalar::all(0.2));
    guide.colRange(32, 64).setTo(cv::Scalar(0.9, 0.7, 0.5));
    cv::Mat noise(64, 64, CV_32F);
    cv::RNG(5).fill(noise, cv::RNG::NORMAL, 0, 0.1);
    cv::Mat step(64, 64, CV_32F, cv::Scalar(0));
    step.colRange(32, 64).setTo(1);
    const cv::Mat out = guided_filter(guide, step + noise, 4, 1e-4);
    EXPECT_LT(cv::norm(out, step, cv::NORM_L1), 0.3 * cv::norm(noise, cv::NORM_L1));
    EXPECT_LT(out.at<float>(30, 30), 0.1);
    EXPECT_GT(out.at<float>(30, 33), 0.9);
}

TEST(NormalisedBlur, AConstantStaysWhateverIsMarked)
{
    const cv::Mat values(64, 64, CV_32FC3, cv::Scalar(10, 20, 30));
    cv::Mat weights(64, 64, CV_32F, cv::Scalar(0));
    weights(cv::Rect(5, 5, 9, 40)).setTo(1);
    const cv::Mat out = normalised_blur(values, weights, {8, 16, 40}, 4);
    for (const auto p : {cv::Point(0, 0), cv::Point(63, 63), cv::Point(9, 20)})
        EXPECT_NEAR(cv::norm(out.at<cv::Vec3f>(p) - cv::Vec3f(10, 20, 30)), 0, 1e-3);
}

RC_GTEST_PROP(NormalisedBlur, StaysBetweenTheLeastAndTheGreatestMarkedValue, ())
{
    cv::Mat values(40, 36, CV_32F);
    cv::Mat weights(40, 36, CV_32F);
    cv::RNG random(static_cast<std::uint64_t>(*rc::gen::inRange(1, 1 << 20)));
    random.fill(values, cv::RNG::UNIFORM, 0, 255);
    random.fill(weights, cv::RNG::UNIFORM, 0, 2);
    cv::threshold(weights, weights, 1, 1, cv::THRESH_BINARY);
    const cv::Mat out = normalised_blur(values, weights, {8, 24}, 4);
    double least = 0;
    double most = 0;
    cv::minMaxLoc(out, &least, &most);
    RC_ASSERT(least >= -1e-2 && most <= 255.01);
}

} // namespace
} // namespace tucai::vision
