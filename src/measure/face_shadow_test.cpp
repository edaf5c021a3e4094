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

/// The face with a neck of its own skin in a good portrait's light, and the lamp above it.
LitFace under_a_lamp(double kept, std::array<double, 3> neck = {0.46, 0.284, 0.217})
{
    return LitFace().lit([=](base::Point place, auto& light) {
        const bool is_socket = std::abs(place.y) < 0.2;
        const bool is_throat = place.y > 2.16 && std::abs(place.x) < 0.6;
        if (is_throat)
            light = neck;
        if (is_throat || is_socket)
            for (auto& channel : light)
                channel *= kept;
    });
}

TEST(FaceShadow, SocketsAndThroatLieInTheShadowOfLightFromAbove)
{
    const auto good = under_a_lamp(1).value("overhead_shadow_ev");
    const auto mild = under_a_lamp(0.8).value("overhead_shadow_ev");
    const auto bad = under_a_lamp(0.55).value("overhead_shadow_ev");
    ASSERT_TRUE(good && mild && bad);
    EXPECT_LT(*good, 0.1);
    EXPECT_GT(*mild, *good + 0.3);
    EXPECT_GT(*bad, *mild + 0.3);
}

TEST(FaceShadow, LightFromAboveIsTheSameOnDarkSkin)
{
    const auto dark = [](double kept) {
        auto face = LitFace();
        face.skin({92, 62, 50});
        return *face.lit([=](base::Point place, auto& light) {
                        const bool is_throat = place.y > 2.16 && std::abs(place.x) < 0.6;
                        if (is_throat)
                            light = {0.106, 0.0446, 0.0278};
                        if (is_throat || std::abs(place.y) < 0.2)
                            for (auto& channel : light)
                                channel *= kept;
                    })
                    .value("overhead_shadow_ev");
    };
    const double fair =
        *under_a_lamp(0.7).value("overhead_shadow_ev") - *under_a_lamp(1).value("overhead_shadow_ev");
    EXPECT_NEAR(dark(0.7) - dark(1), fair, 0.15);
}

TEST(FaceShadow, SocketsAloneDoNotAskWhereACollarHidesTheThroat)
{
    const std::array<double, 3> cloth = {0.02, 0.02, 0.02};
    for (const double kept : {1.0, 0.4, 0.1})
        EXPECT_LT(*under_a_lamp(kept, cloth).value("overhead_shadow_ev"), 0.46) << kept;
}

TEST(FaceShadow, AnEdgeIsFoundBetweenTheDirectionsOfTheGrid)
{
    for (const double angle : {4.0, 12.0, 20.0, 26.0})
        EXPECT_GT(*shadowed(angle, 0.5).value("shadow_edge_ratio"), 0.42) << angle;
}

TEST(FaceShadow, AnEdgeAlongTheNoseIsFoundThoughTheNoseHasOneOfItsOwn)
{
    const auto face = LitFace().lit([](base::Point place, auto& light) {
        double kept = place.x + (place.y - 0.3) * 0.3 > 0 ? 0.5 : 1;
        if (place.y > 0 && place.y < 0.7 && std::abs(place.x) < 0.25)
            kept *= place.x > 0 ? 1.5 : 1.0;
        for (auto& channel : light)
            channel *= kept;
    });
    EXPECT_GT(*face.value("shadow_edge_ratio"), 0.27);
}

} // namespace
} // namespace tucai::measure
