#include "measure/drawn_face.h"
#include "measure/expression.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

TEST(Expression, ALiftedCornerOfTheMouthIsFurtherFromTheChinAndNearerToTheEye)
{
    const auto plain = drawn_face();
    auto smiling = plain;
    for (const std::size_t corner : {61, 291})
        smiling.points[corner].y -= 12;
    const auto before = measure_expression(plain.face());
    const auto after = measure_expression(smiling.face());
    EXPECT_GT(after.lip_corner_to_chin_ratio, before.lip_corner_to_chin_ratio + 0.04);
    EXPECT_LT(after.lip_corner_to_eye_ratio, before.lip_corner_to_eye_ratio - 0.04);
    EXPECT_GT(smile_log_odds(after, 0), smile_log_odds(before, 0) + 3);
}

TEST(Expression, TheNetworksOpinionCounts)
{
    const auto expression = measure_expression(drawn_face().face());
    EXPECT_NEAR(smile_log_odds(expression, 5) - smile_log_odds(expression, -5), 3.73, 1e-9);
}

TEST(Expression, TheHeadsSizeAndRollDoNotMatter)
{
    const auto plain = measure_expression(drawn_face().face());
    const auto other = measure_expression(drawn_face({0, 0, 17}, 2.5, {500, 600}).face());
    EXPECT_NEAR(plain.lip_corner_to_chin_ratio, other.lip_corner_to_chin_ratio, 1e-9);
    EXPECT_NEAR(plain.lip_corner_to_eye_ratio, other.lip_corner_to_eye_ratio, 1e-9);
}

} // namespace
} // namespace tucai::measure
