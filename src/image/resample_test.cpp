#include "image/resample.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::image {
namespace {

TEST(Resample, AShiftOfHalfAPixelIsTheMeanOfTwo)
{
    Image source(4, 1);
    for (int x = 0; x < 4; ++x)
        source.rgb[static_cast<std::size_t>(3 * x)] = static_cast<std::uint8_t>(40 * x);
    const auto out = resample(source, {1, -0.5, 0}, 3, 1);
    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(out->image.rgb[0], 20);
    EXPECT_EQ(out->image.rgb[3], 60);
}

TEST(Resample, CoverSaysWhatTheSourceReaches)
{
    const auto out = resample(gradient(100, 100), {1, 10.5, 0}, 120, 100);
    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(out->cover.row(5)[9], 0);
    EXPECT_NEAR(out->cover.row(5)[10], 0.5, 1e-6);
    EXPECT_EQ(out->cover.row(5)[50], 1);
    EXPECT_EQ(out->cover.row(5)[111], 0);
}

RC_GTEST_PROP(Resample, AFlatPictureStaysFlat, ())
{
    Image flat(60, 50);
    const auto value = static_cast<std::uint8_t>(*rc::gen::inRange(0, 256));
    std::fill(flat.rgb.begin(), flat.rgb.end(), value);
    const double scale = *rc::gen::inRange(10, 200) / 100.0;
    const double shift = *rc::gen::inRange(-300, 300) / 10.0;
    const auto out = resample(flat, {scale, shift, -shift}, 40, 30);
    RC_ASSERT(out.has_value());
    for (const auto v : out->image.rgb)
        RC_ASSERT(std::abs(int{v} - int{value}) <= 1);
}

} // namespace
} // namespace tucai::image
