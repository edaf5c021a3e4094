#include "measure/lit_face.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

TEST(RedEyes, DarkPupilsAreNotRed)
{
    EXPECT_EQ(*LitFace().pupils({12, 10, 10}).value("red_pupil_ratio"), 0);
}

TEST(RedEyes, AFlashedPupilIs)
{
    const auto face = LitFace().pupils({190, 40, 45});
    const auto list = face.measures();
    const auto* red = face.find(list, "red_pupil_ratio");
    ASSERT_NE(red, nullptr);
    EXPECT_GT(red->value, 0.8);
    EXPECT_NEAR(red->region->width, 20, 1);
}

TEST(RedEyes, ARedLampOverAllIsNone)
{
    EXPECT_EQ(*LitFace().pupils({60, 50, 50}).times(1, 0.12, 0.12).value("red_pupil_ratio"), 0);
}

} // namespace
} // namespace tucai::measure
