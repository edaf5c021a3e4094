#include "measure/resampling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tucai::measure {
namespace {

struct Rgb {
    int side = 0;
    std::vector<std::uint8_t> pixels;
    base::View view() const
    {
        return {pixels.data(), side, side, std::ptrdiff_t{3} * side, base::PixelFormat::Rgb8};
    }
};

/// Noise over a slope: a sensor's pixels, each of its own.
Rgb sensor(int side)
{
    Rgb picture{side, {}};
    std::uint32_t state = 7;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            state = state * 1664525U + 1013904223U;
            const auto value = static_cast<std::uint8_t>(90 + 60 * x / side + (state >> 24U) % 9);
            picture.pixels.insert(picture.pixels.end(), 3, value);
        }
    return picture;
}

/// Enlarged by linear interpolation.
Rgb enlarged(const Rgb& source, double factor)
{
    Rgb picture{static_cast<int>(source.side * factor), {}};
    const auto at = [&](int x, int y) {
        return source.pixels[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(source.side) +
                                  static_cast<std::size_t>(x))];
    };
    for (int y = 0; y < picture.side; ++y)
        for (int x = 0; x < picture.side; ++x) {
            const double u = std::min(x / factor, source.side - 2.0);
            const double v = std::min(y / factor, source.side - 2.0);
            const int i = static_cast<int>(u);
            const int j = static_cast<int>(v);
            const double a = u - i;
            const double b = v - j;
            const double value = (1 - b) * ((1 - a) * at(i, j) + a * at(i + 1, j)) +
                                 b * ((1 - a) * at(i, j + 1) + a * at(i + 1, j + 1));
            picture.pixels.insert(picture.pixels.end(), 3, static_cast<std::uint8_t>(std::lround(value)));
        }
    return picture;
}

TEST(Resampling, ASensorsPixelsShowNone)
{
    const auto found = find_resampling(sensor(600).view());
    ASSERT_TRUE(found.has_value());
    EXPECT_LT(found->coherence, 0.5);
}

TEST(Resampling, AnEnlargedPictureShowsItsPeriod)
{
    for (const double factor : {1.2, 1.5, 2.3, 3.0}) {
        const auto picture = enlarged(sensor(300), factor);
        const auto found = find_resampling(picture.view());
        ASSERT_TRUE(found.has_value());
        EXPECT_GT(found->coherence, 0.75) << factor;
        const double period = factor < 2 ? 1 - 1 / factor : 1 / factor;
        const double second =
            std::abs(2 * period - std::round(2 * period)); // the comb's overtone may be the stronger
        EXPECT_LT(std::min(std::abs(found->frequency - period), std::abs(found->frequency - second)), 0.01)
            << factor;
    }
}

TEST(Resampling, AFlatPictureShowsNone)
{
    Rgb flat{400, std::vector<std::uint8_t>(400 * 400 * 3, 200)};
    const auto found = find_resampling(flat.view());
    ASSERT_TRUE(found.has_value());
    EXPECT_LT(found->coherence, 0.1);
}

TEST(Resampling, RefusesWhatIsTooSmallOrGrey)
{
    const auto picture = sensor(150);
    EXPECT_FALSE(find_resampling(picture.view()));
    auto grey = sensor(600);
    auto view = grey.view();
    view.format = base::PixelFormat::Grey8;
    EXPECT_FALSE(find_resampling(view));
}

} // namespace
} // namespace tucai::measure
