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

/// The face with a neck of its own skin, and the lamp above it.
LitFace under_a_lamp(double kept)
{
    return LitFace().lit([=](base::Point place, auto& light) {
        const bool is_throat = place.y > 1.3 && std::abs(place.x) < 0.6;
        if (is_throat)
            light = {0.55, 0.34, 0.26};
        if (is_throat || std::abs(place.y) < 0.1)
            for (auto& channel : light)
                channel *= kept;
    });
}

TEST(FaceShadow, EyesAndThroatLieInTheShadowOfLightFromAbove)
{
    const auto good = under_a_lamp(1).value("overhead_shadow_ev");
    const auto bad = under_a_lamp(0.5).value("overhead_shadow_ev");
    ASSERT_TRUE(good && bad);
    EXPECT_NEAR(*bad - *good, 1, 0.1);
}

TEST(FaceShadow, ACollarTellsNothingOfLightFromAbove)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        if (place.y > 1.3)
            light = {0.02, 0.02, 0.02};
    });
    EXPECT_NEAR(*face.value("overhead_shadow_ev"), *under_a_lamp(1).value("overhead_shadow_ev"), 0.3);
}

} // namespace
} // namespace tucai::measure
