#include "measure/drawn_face.h"
#include "measure/seen_iris.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tucai::measure {
namespace {

/// Everything of a drawn face between two heights, from the left to the right, in one grey.
void paint(DrawnFace& drawn, const base::Box& box, int grey)
{
    for (int y = static_cast<int>(box.y); y < static_cast<int>(box.bottom()); ++y)
        for (int x = static_cast<int>(box.x); x < static_cast<int>(box.right()); ++x)
            std::fill_n(drawn.pixels.rgb.begin() +
                            static_cast<std::ptrdiff_t>(3) * (y * drawn.pixels.width + x),
                        3, static_cast<std::uint8_t>(grey));
}

/// A face whose eyes, 44 px wide and 14 high at (160, 210) and (240, 210), show irises of that height.
DrawnFace with_irises(int left_px, int right_px)
{
    auto drawn = drawn_face();
    paint(drawn, {152, 217.0 - left_px, 16, static_cast<double>(left_px)}, 40);
    paint(drawn, {232, 217.0 - right_px, 16, static_cast<double>(right_px)}, 40);
    return drawn;
}

TEST(SeenIris, IsTheHeightOfTheDarkBetweenTheLids)
{
    EXPECT_NEAR(measure_seen_iris(with_irises(14, 14).face()).height_ratio, 14.0 / 44, 0.03);
    EXPECT_NEAR(measure_seen_iris(with_irises(7, 7).face()).height_ratio, 7.0 / 44, 0.03);
}

TEST(SeenIris, ALidOverMostOfTheIrisLeavesLittleThoughTheMeshHoldsTheEyeOpen)
{
    const auto drawn = with_irises(2, 2);
    EXPECT_LT(measure_seen_iris(drawn.face()).height_ratio, 0.08);
    EXPECT_NEAR(measure_eye_openings(drawn.face()).smaller().width_ratio, 14.0 / 44, 1e-9);
}

TEST(SeenIris, TheLesserEyeCountsAndIsShown)
{
    const auto seen = measure_seen_iris(with_irises(14, 3).face());
    EXPECT_LT(seen.height_ratio, 0.1);
    EXPECT_GT(seen.region.x, 200) << "the eye further right in the picture";
}

TEST(SeenIris, IsTheLidsDistanceWhereNothingIsDarkerThanSkin)
{
    EXPECT_NEAR(measure_seen_iris(drawn_face().face()).height_ratio, 14.0 / 44, 0.05);
}

TEST(SeenIris, AFaceAtThePicturesFootIsNoTrouble)
{
    auto drawn = with_irises(14, 14);
    drawn.pixels.height = 219; // nothing below the lids
    drawn.pixels.rgb.resize(static_cast<std::size_t>(drawn.pixels.width) * 219 * 3);
    EXPECT_GE(measure_seen_iris(drawn.face()).height_ratio, 0);
}

} // namespace
} // namespace tucai::measure
