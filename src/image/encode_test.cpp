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
