#include "measure/double_jpeg.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdlib>
#include <vector>

namespace tucai::measure {
namespace {

constexpr std::array<int, 9> standard = {11, 12, 14, 12, 10, 16, 14, 13, 14};

int step_at(int quality, int step)
{
    const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    return std::max(1, (step * scale + 50) / 100);
}

/// Coefficients of a picture: a falling distribution, rounded by a first quality (0: by none), moved a little
/// as rounded pixels do, and rounded by a second.
std::vector<QuantisedSizes> histograms(int first, int second)
{
    std::vector<QuantisedSizes> made;
    std::uint32_t state = 12345;
    const auto even = [&state] { // 0..1, of a fixed sequence
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) / 16777216.0;
    };
    for (const int step : standard) {
        QuantisedSizes sizes{step_at(second, step), {}};
        for (int i = 0; i < 8000; ++i) {
            double value = -25 * std::log(1 - even()) * (even() < 0.5 ? -1 : 1);
            if (first > 0) {
                const int first_step = step_at(first, step);
                value = std::round(value / first_step) * first_step + (even() + even() + even() - 1.5) * 0.8;
            }
            const auto size = static_cast<std::size_t>(std::abs(std::lround(value / sizes.step)));
            ++sizes.counts[std::min(size, QuantisedSizes::sizes - 1)];
        }
        made.push_back(sizes);
    }
    return made;
}

TEST(DoubleJpeg, OneCompressionShowsNone)
{
    for (const int quality : {70, 80, 90, 95, 98}) {
        const auto found = find_double_jpeg(histograms(0, quality));
        EXPECT_LT(found.strength, 8) << quality;
        EXPECT_EQ(found.first_quality, 0) << quality;
    }
}

TEST(DoubleJpeg, ACoarserOneBeforeIsFoundWithItsQuality)
{
    for (const auto& [first, second] : {std::pair{60, 80}, {70, 90}, {75, 88}, {80, 95}, {90, 98}}) {
        const auto found = find_double_jpeg(histograms(first, second));
        EXPECT_GT(found.strength, 12) << first << " " << second;
        EXPECT_NEAR(found.first_quality, first, 2) << first << " " << second;
    }
}

TEST(DoubleJpeg, TheSameQualityTwiceIsNotSeen)
{
    EXPECT_LT(find_double_jpeg(histograms(85, 85)).strength, 8);
}

TEST(DoubleJpeg, NothingCountedIsNothingFound)
{
    const std::vector<QuantisedSizes> empty(9);
    EXPECT_EQ(find_double_jpeg(empty).strength, 0);
    EXPECT_EQ(find_double_jpeg({}).strength, 0);
}

RC_GTEST_PROP(DoubleJpeg, AnyCountsGiveAFiniteStrength, ())
{
    std::vector<QuantisedSizes> any(*rc::gen::inRange<std::size_t>(0, 12));
    for (auto& sizes : any) {
        sizes.step = *rc::gen::inRange(-2, 300);
        for (auto& count : sizes.counts)
            count = *rc::gen::arbitrary<std::uint32_t>();
    }
    const auto found = find_double_jpeg(any);
    RC_ASSERT(std::isfinite(found.strength) && found.strength >= 0);
    RC_ASSERT(found.first_quality == 0 || (found.first_quality >= 30 && found.first_quality <= 100));
}

} // namespace
} // namespace tucai::measure
