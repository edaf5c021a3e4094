#include "measure/drawn_face.h"
#include "measure/source_framing.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

TEST(SourceFraming, CountsInTheFacesOwnLengths)
{
    const auto drawn = drawn_face(); // 400 x 480, the face about its middle
    const auto framing = measure_source_framing(drawn.face(), 0);
    const double to_chin = 172.86;
    EXPECT_NEAR(framing.inter_eye_px, 80, 1e-9);
    EXPECT_NEAR(framing.head_size_ratio, to_chin / 480, 1e-6);
    EXPECT_NEAR(framing.leftward_crop, 2, 1e-9);
    EXPECT_NEAR(framing.rightward_crop, 2, 1e-9);
    EXPECT_NEAR(framing.margin_above_ratio, (240 - 32.86) / to_chin, 1e-6);
    EXPECT_NEAR(framing.margin_below_ratio, (240 + 32.86) / to_chin, 1e-6);
}

TEST(SourceFraming, ATurnedHeadsEyesAreFurtherApartThanTheySeem)
{
    const auto drawn = drawn_face();
    EXPECT_NEAR(measure_source_framing(drawn.face(), 60).inter_eye_px, 160, 1e-6);
    EXPECT_NEAR(measure_source_framing(drawn.face(), -60).inter_eye_px, 160, 1e-6);
}

} // namespace
} // namespace tucai::measure
