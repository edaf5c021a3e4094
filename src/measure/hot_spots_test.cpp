#include "measure/lit_face.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

/// A round reflection of a white lamp, as soft as skin makes it.
LitFace shining(LitFace face, base::Point at, double radius, double strength)
{
    return face.lit([=](base::Point place, auto& light) {
        const double off = std::hypot(place.x - at.x, place.y - at.y) / radius;
        for (auto& channel : light)
            channel += strength * std::exp(-off * off / 2);
    });
}

TEST(HotSpots, MattSkinHasNone)
{
    EXPECT_EQ(*LitFace().value("hot_spot_ratio"), 0);
    EXPECT_EQ(*LitFace().value("largest_hot_spot_ratio"), 0);
}

TEST(HotSpots, AreFoundWhereTheyAreOnSkinOfEveryColour)
{
    double pale_share = 0;
    for (const bool is_dark : {false, true}) {
        const LitFace skin = is_dark ? LitFace().skin({92, 62, 48}) : LitFace();
        const auto face = shining(skin, {0.45, 0.6}, 0.13, 0.6);
        const auto list = face.measures();
        const auto* spots = face.find(list, "hot_spot_ratio");
        ASSERT_TRUE(spots != nullptr && spots->region.has_value());
        EXPECT_GT(spots->value, 0.009);
        EXPECT_NEAR(spots->region->centre().x, face.eyes().x + 45, 4);
        EXPECT_NEAR(spots->region->centre().y, face.eyes().y + 60, 4);
        if (!is_dark)
            pale_share = spots->value;
        EXPECT_NEAR(spots->value, pale_share, 0.25 * pale_share);
    }
}

TEST(HotSpots, TheLitSideOfAFaceDoesNotShine)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        for (auto& channel : light)
            channel *= place.x < 0 ? 1.8 : 0.6;
    });
    EXPECT_EQ(*face.value("hot_spot_ratio"), 0);
}

TEST(HotSpots, TheLargestOfTwoIsTheRegion)
{
    const auto face = shining(shining(LitFace(), {-0.5, 0.6}, 0.06, 0.6), {0.45, 0.6}, 0.14, 0.6);
    const auto list = face.measures();
    EXPECT_GT(face.find(list, "hot_spot_ratio")->region->centre().x, face.eyes().x);
    EXPECT_LT(face.find(list, "largest_hot_spot_ratio")->value, face.find(list, "hot_spot_ratio")->value);
}

} // namespace
} // namespace tucai::measure
