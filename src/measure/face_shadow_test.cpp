#include "measure/lit_face.h"

#include <gtest/gtest.h>

#include <numbers>

namespace tucai::measure {
namespace {

/// A shadow beyond a straight line through a place below the eyes, which leaves `kept` of the light.
LitFace shadowed(double angle_deg, double kept)
{
    const double angle = angle_deg * std::numbers::pi / 180;
    return LitFace().lit([=](base::Point place, auto& light) {
        if (place.x * std::cos(angle) + (place.y - 0.45) * std::sin(angle) > 0)
            for (auto& channel : light)
                channel *= kept;
    });
}

TEST(FaceShadow, EvenLightCastsNone)
{
    EXPECT_LT(*LitFace().value("shadow_edge_ratio"), 0.03);
    EXPECT_LT(*LitFace().value("eye_shadow_ratio"), 0.03);
}

TEST(FaceShadow, AShadowsEdgeIsFoundAtEverySlant)
{
    for (const double angle : {0, 20, 45, 70, 90, 110, 135, 160})
        EXPECT_NEAR(*shadowed(angle, 0.5).value("shadow_edge_ratio"), 0.5, 0.12) << angle;
}

TEST(FaceShadow, SmoothLightFromOneSideIsNoShadow)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        for (auto& channel : light)
            channel *= std::exp2(place.x / 2.5);
    });
    EXPECT_LT(*face.value("shadow_edge_ratio"), 0.1);
}

TEST(FaceShadow, ABeardsSidesAreNoShadow)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        if (std::abs(place.x) > 0.65)
            light = {0.02, 0.018, 0.016};
    });
    EXPECT_LT(*face.value("shadow_edge_ratio"), 0.1);
}

TEST(FaceShadow, ItsRegionLiesOnTheFace)
{
    const auto face = shadowed(45, 0.4);
    const auto list = face.measures();
    const auto* edge = face.find(list, "shadow_edge_ratio");
    ASSERT_TRUE(edge != nullptr && edge->region.has_value());
    const auto middle = edge->region->centre();
    EXPECT_NEAR(middle.x, face.eyes().x, 60);
    EXPECT_NEAR(middle.y, face.eyes().y + 45, 60);
}

TEST(FaceShadow, DarkEyesUnderLightFromAbove)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        if (std::abs(place.y) < 0.25)
            for (auto& channel : light)
                channel *= 0.5;
    });
    EXPECT_NEAR(*face.value("eye_shadow_ratio"), 0.5, 0.05);
}

} // namespace
} // namespace tucai::measure
