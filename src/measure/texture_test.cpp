#include "measure/compression.h"
#include "measure/drawn_face.h"
#include "measure/noise.h"
#include "measure/sharpness.h"
#include "measure/texture_measures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tucai::measure {
namespace {

constexpr double pi = std::numbers::pi;

/// A face of 100 px between the pupils, painted by `level_at(x, y)`, 0..255.
template <class Level> DrawnFace painted(Level level_at)
{
    auto drawn = drawn_face({}, 1.25, {180, 220});
    for (int y = 0; y < drawn.pixels.height; ++y)
        for (int x = 0; x < drawn.pixels.width; ++x) {
            const double level = std::clamp(level_at(x, y), 0.0, 255.0);
            for (int c = 0; c < 3; ++c)
                drawn.pixels.rgb[static_cast<std::size_t>(y * drawn.pixels.width + x) * 3 +
                                 static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(std::lround(level));
        }
    return drawn;
}

/// An edge of a given sigma at a distance: the error function.
double edge(double distance, double sigma)
{
    return 110 + 80 * std::erf(distance / (std::sqrt(2.0) * sigma));
}

/// Edges in all directions: rings about the face's middle, 24 px apart.
DrawnFace rings(double sigma_px)
{
    return painted([sigma_px](int x, int y) {
        const double r = std::hypot(x + 0.5 - 180, y + 0.5 - 220);
        const double near = std::remainder(r, 24);
        return std::lround((r - near) / 24) % 2 == 0 ? edge(near, sigma_px) : edge(-near, sigma_px);
    });
}

Sharpness sharpness_of(const DrawnFace& drawn)
{
    return measure_sharpness(cut_face(drawn.face(), 100), 100).value();
}

TEST(Sharpness, ReadsTheWidthOfEdges)
{
    for (const double sigma : {1.0, 1.5, 2.0})
        EXPECT_NEAR(sharpness_of(rings(sigma)).blur_ratio, sigma / 100, 0.003) << sigma;
}

TEST(Sharpness, GrowsWithEveryBlur)
{
    double last = 0;
    for (const double sigma : {0.7, 1.0, 1.4, 2.0, 2.8}) {
        const double blur = sharpness_of(rings(sigma)).blur_ratio;
        EXPECT_GT(blur, last);
        last = blur;
    }
}

/// Lines across the face: sharp along one axis, blurred along the other.
DrawnFace checks(double sigma_x_px, double sigma_y_px)
{
    return painted([=](int x, int y) {
        const auto wave = [](double at, double sigma) {
            const double near = std::remainder(at, 24);
            const bool is_even = std::lround((at - near) / 24) % 2 == 0;
            return is_even ? edge(near, sigma) : edge(-near, sigma);
        };
        return (wave(x + 0.5, sigma_x_px) + wave(y + 0.5, sigma_y_px)) / 2;
    });
}

TEST(Sharpness, MotionIsBlurInOneDirection)
{
    const auto still = sharpness_of(checks(1, 1));
    EXPECT_LT(*still.motion, 0.05);
    const auto sideways = sharpness_of(checks(2.5, 1));
    EXPECT_GT(*sideways.motion, 0.2);
    EXPECT_NEAR(std::abs(sideways.motion_deg), 0, 5);
    EXPECT_NEAR(std::abs(sharpness_of(checks(1, 2.5)).motion_deg), 90, 5);
    EXPECT_NEAR(sideways.blur_ratio, 0.025, 0.006) << "the worst direction counts";
    EXPECT_EQ(sideways.motion_blur_ratio(), sideways.blur_ratio);
    EXPECT_NEAR(sideways.defocus_ratio(), still.blur_ratio, 0.004) << "the lens alone would have given this";
    EXPECT_EQ(still.motion_blur_ratio(), 0);
    EXPECT_EQ(still.defocus_ratio(), still.blur_ratio);
}

TEST(Sharpness, KnowsNoMotionInASmallSource)
{
    const auto drawn = rings(1);
    EXPECT_FALSE(measure_sharpness(cut_face(drawn.face(), 100), 60)->motion);
}

TEST(Sharpness, AnEvenFaceShowsNothingToMeasure)
{
    const auto drawn = painted([](int, int) { return 128.0; });
    EXPECT_FALSE(measure_sharpness(cut_face(drawn.face(), 100), 100));
}

/// The same noise on every machine: sums of mt19937's whole numbers.
DrawnFace noisy(double sigma)
{
    std::mt19937 dice(7);
    return painted([&](int, int) {
        double sum = 0;
        for (int k = 0; k < 12; ++k)
            sum += static_cast<double>(dice()) / 4294967296.0;
        return 128 + (sum - 6) * sigma;
    });
}

TEST(Noise, ReadsAShareOfItsSigma)
{
    EXPECT_NEAR(*measure_noise(noisy(12).face()), 8.4, 1.2);
    EXPECT_NEAR(*measure_noise(noisy(5).face()), 3.5, 0.6);
    EXPECT_LT(*measure_noise(noisy(0).face()), 0.01);
}

TEST(Noise, AHandfulOfPixelsIsNotMeasured)
{
    const auto drawn = drawn_face({}, 0.12, {30, 36});
    EXPECT_FALSE(measure_noise(drawn.face()));
}

TEST(Noise, ASteepSlopeIsNoNoise)
{
    EXPECT_LT(*measure_noise(painted([](int x, int y) { return 0.4 * x + 0.2 * y; }).face()), 0.5);
}

/// Blocks of 8 x 8, each of its own level, beginning at (dx, dy).
DrawnFace blocks(double step, int dx, int dy)
{
    return painted([=](int x, int y) {
        const int i = (x + dx) / 8;
        const int j = (y + dy) / 8;
        return 128 + step * ((i * 7 + j * 3) % 5 - 2) + ((x * 5 + y * 3) % 3 - 1);
    });
}

TEST(Blockiness, SeesBlocksWhereverTheyBegin)
{
    const double none = measure_compression(blocks(0, 0, 0).face(), 8)->blockiness;
    EXPECT_LT(none, 1.5);
    for (const int shift : {0, 3, 7})
        EXPECT_GT(measure_compression(blocks(2, shift, 7 - shift).face(), 8)->blockiness, 1.3 * none)
            << shift;
    EXPECT_GT(measure_compression(blocks(4, 0, 0).face(), 8)->blockiness,
              measure_compression(blocks(2, 0, 0).face(), 8)->blockiness);
}

TEST(Compression, SeesBlocksThatWereScaledWithThePicture)
{
    const auto scaled = [](double step, double pitch) {
        return painted([=](int x, int y) {
            const int i = static_cast<int>(x / pitch);
            const int j = static_cast<int>(y / pitch);
            return 128 + step * ((i * 7 + j * 3) % 5 - 2) + ((x * 5 + y * 3) % 3 - 1);
        });
    };
    const double none = measure_compression(scaled(0, 4.8).face(), 8)->scaled_grid_strength;
    EXPECT_LT(none, 0.05);
    for (const double pitch : {4.8, 6.4, 10.0})
        EXPECT_GT(measure_compression(scaled(3, pitch).face(), 8)->scaled_grid_strength, 0.15) << pitch;
    EXPECT_LT(measure_compression(scaled(3, 8).face(), 8)->scaled_grid_strength, 0.06)
        << "the last compression's own grid is the other measure's";
}

TEST(Blockiness, KnowsNothingOfAGridThatTheScaleHasBlurred)
{
    EXPECT_FALSE(measure_compression(blocks(2, 0, 0).face(), 2));
    EXPECT_FALSE(measure_compression(blocks(2, 0, 0).face(), 5.3));
}

TEST(TextureMeasures, HaveTheNamesThatProfilesUse)
{
    const auto drawn = rings(1);
    std::vector<std::string> names;
    for (const auto& named : texture_measures(drawn.face(), cut_face(drawn.face(), 100)))
        names.emplace_back(named.name);
    for (const char* name : {"mouth_opening_ratio", "teeth_ratio", "defocus_ratio", "motion_blur_ratio",
                             "noise", "blockiness", "scaled_grid_strength", "seen_iris_ratio"})
        EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
}

} // namespace
} // namespace tucai::measure
