#include "image/encode.h"
#include "image/jpeg_segments.h"
#include "image/opencv.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>

namespace tucai::image {
namespace {

TEST(Encode, TheWindowIsMetByDetailAndByFlatness)
{
    cv::Mat noise(640, 480, CV_8UC3);
    cv::RNG random(3);
    random.fill(noise, cv::RNG::UNIFORM, 90, 160);
    Image busy(480, 640);
    noise.copyTo(as_mat(busy));
    const auto fitted = encode_jpeg_within(busy.view(), {20480, 90000, 20, 300});
    ASSERT_TRUE(fitted.has_value());
    EXPECT_LE(fitted->bytes.size(), 90000U);
    // One quality more would not fit.
    auto options = fitted->options;
    options.quality += 1;
    EXPECT_GT(encode_jpeg(busy.view(), options)->size(), 90000U);
}

TEST(Encode, TheBestQualityIsFoundAsIfAllWereTried)
{
    cv::RNG random(7);
    int searched = 0;
    for (const int amplitude : {2, 4, 7, 11, 16}) {
        // A face-like ramp with noise on half of it, so that the sampled rows say little of the others.
        Image picture(480, 640);
        for (int y = 0; y < picture.height; ++y)
            for (int i = 0; i < 3 * picture.width; ++i) {
                const int noise = y < 320 ? random.uniform(-amplitude, amplitude + 1) : 0;
                picture.row(y)[i] = static_cast<std::uint8_t>(120 + (y + i) / 40 + noise);
            }
        for (const std::size_t most_bytes : {30'000U, 40'000U, 60'000U}) {
            int best = 0;
            for (int quality = 75; quality <= 100; ++quality)
                if (encode_jpeg(picture.view(), {quality, Subsampling::S444, 300})->size() <= most_bytes)
                    best = quality;
            if (best == 0)
                continue;
            ++searched;
            const auto fitted = encode_jpeg_within(picture.view(), {0, most_bytes, 60, 300});
            ASSERT_TRUE(fitted.has_value());
            EXPECT_EQ(fitted->options.quality, best) << amplitude << " in " << most_bytes;
        }
    }
    EXPECT_GE(searched, 8) << "of fifteen; of the others even 75 is too large";
}

TEST(Encode, AFlatPictureIsTooSmallAndSaysSo)
{
    const Image flat(480, 640);
    const auto fitted = encode_jpeg_within(flat.view(), {20480, 40000, 60, 300});
    ASSERT_FALSE(fitted.has_value());
    EXPECT_EQ(fitted.error().code, ErrorCode::Internal);
}

TEST(Encode, SamePixelsSameBytes)
{
    EXPECT_EQ(jpeg_of(gradient()), jpeg_of(gradient()));
}

TEST(Encode, TheFileSaysItsDensityAndNothingElse)
{
    const auto jpeg = jpeg_of(gradient());
    EXPECT_EQ(jpeg[13], 1);
    EXPECT_EQ(jpeg[14] << 8 | jpeg[15], 300);
    const auto segments = read_jpeg_segments(jpeg);
    EXPECT_TRUE(segments.icc.empty());
    EXPECT_EQ(segments.orientation, 1);
}

} // namespace
} // namespace tucai::image
