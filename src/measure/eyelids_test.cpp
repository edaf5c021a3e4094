#include "measure/drawn_face.h"
#include "measure/eyelids.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::measure {
namespace {

/// The lids of one drawn eye brought together about their line.
void close_eye(DrawnFace& drawn, std::span<const int> lids, double keep)
{
    const double line = (drawn.points[static_cast<std::size_t>(lids[0])].y +
                         drawn.points[static_cast<std::size_t>(lids[8])].y) /
                        2;
    for (const int i : lids) {
        auto& y = drawn.points[static_cast<std::size_t>(i)].y;
        y = line + (y - line) * keep;
    }
}

TEST(EyeOpenings, AnOpenEyeIsAThirdAsHighAsWide)
{
    const auto drawn = drawn_face();
    const auto eyes = measure_eye_openings(drawn.face());
    EXPECT_NEAR(eyes.left.width_ratio, 14.0 / 44, 1e-9);
    EXPECT_NEAR(eyes.right.width_ratio, 14.0 / 44, 1e-9);
    EXPECT_NEAR(eyes.left.face_ratio, 14.0 / 172.86, 1e-3);
}

TEST(EyeOpenings, TheSmallerOneCountsAndIsShown)
{
    auto drawn = drawn_face();
    close_eye(drawn, right_eye_numbers(), 0.3);
    const auto eyes = measure_eye_openings(drawn.face());
    EXPECT_NEAR(eyes.smaller().width_ratio, 0.3 * 14 / 44, 1e-9);
    EXPECT_GT(eyes.smaller().region.x, 200) << "the eye further right in the picture";
}

RC_GTEST_PROP(EyeOpenings, HowTheHeadIsTiltedOrHowLargeItIsDoesNotMatter, ())
{
    const double roll = *rc::gen::inRange(-30, 30);
    const double size = *rc::gen::inRange(2, 40) / 8.0;
    const auto drawn = drawn_face({0, 0, roll}, size, {200 * size, 240 * size});
    RC_ASSERT(std::abs(measure_eye_openings(drawn.face()).left.width_ratio - 14.0 / 44) < 1e-9);
}

} // namespace
} // namespace tucai::measure
