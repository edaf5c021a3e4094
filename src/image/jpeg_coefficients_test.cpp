#include "image/jpeg_coefficients.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace tucai::image {
namespace {

/// Something in every frequency.
Image waves(int width = 320, int height = 256)
{
    Image picture(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                picture.row(y)[3 * x + c] = static_cast<std::uint8_t>(
                    128 + 50 * std::sin(x * 0.21 + y * 0.037) + (x * 7 + y * 13) % 23);
    return picture;
}

std::uint64_t blocks_in(const CoefficientHistogram& histogram)
{
    return std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::uint64_t{0});
}

TEST(LumaHistograms, CountEveryBlockOfASmallPicture)
{
    const auto histograms = read_luma_histograms(*encode_jpeg(waves().view(), {}), 100'000);
    ASSERT_TRUE(histograms.has_value()) << histograms.error().message;
    for (const auto& histogram : *histograms) {
        EXPECT_EQ(blocks_in(histogram), 40U * 32U);
        EXPECT_GE(histogram.step, 1);
    }
}

TEST(LumaHistograms, StopAfterTheFirstRows)
{
    const auto jpeg = *encode_jpeg(waves(320, 640).view(), {});
    const auto histograms = read_luma_histograms(jpeg, 400);
    ASSERT_TRUE(histograms.has_value());
    EXPECT_EQ(blocks_in(histograms->front()), 40U * 8U)
        << "two whole rows of the largest MCU, four of blocks each";
}

TEST(LumaHistograms, AProgressiveFileHasTheSame)
{
    const auto picture = waves(320, 640);
    const auto plain = read_luma_histograms(jpeg_by(picture, [](auto&) {}), 400);
    const auto progressive = read_luma_histograms(progressive_jpeg(picture), 400);
    ASSERT_TRUE(plain && progressive);
    for (std::size_t i = 0; i < plain->size(); ++i)
        EXPECT_EQ((*plain)[i].counts, (*progressive)[i].counts) << i;
}

TEST(LumaHistograms, WhatIsCutOrNoJpegHasNone)
{
    const auto jpeg = *encode_jpeg(waves().view(), {});
    EXPECT_FALSE(read_luma_histograms(head_of(jpeg, jpeg.size() / 2), 100'000));
    EXPECT_FALSE(read_luma_histograms(head_of(jpeg, 20), 100'000));
    EXPECT_FALSE(read_luma_histograms({}, 100'000));
    EXPECT_FALSE(read_luma_histograms(*encode_rgb_png(waves().view()), 100'000));
}

} // namespace
} // namespace tucai::image
