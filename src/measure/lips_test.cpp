#include "measure/drawn_face.h"
#include "measure/lips.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

void paint(DrawnFace& drawn, std::span<const int> line, std::array<int, 3> colour)
{
    const auto inside = filled(points_of(drawn.points, line), drawn.pixels.width, drawn.pixels.height);
    for (std::size_t i = 0; i < inside.values.size(); ++i)
        for (std::size_t c = 0; c < 3 && inside.values[i] > 0; ++c)
            drawn.pixels.rgb[i * 3 + c] = static_cast<std::uint8_t>(colour.at(c));
}

/// A mouth open by so many pixels, with red lips and something else between them.
DrawnFace mouth(double open_px, std::array<int, 3> inside)
{
    auto drawn = drawn_face();
    for (const int i : inner_lip_numbers()) {
        auto& p = drawn.points[static_cast<std::size_t>(i)];
        p.y = 315 + (p.y - 315) * open_px / 0.6;
    }
    paint(drawn, outer_lip_numbers(), {160, 80, 80});
    paint(drawn, inner_lip_numbers(), inside);
    return drawn;
}

Lips lips_of(const DrawnFace& drawn)
{
    return measure_lips(drawn.face(), cut_face(drawn.face(), 100));
}

TEST(Lips, ClosedOnesAreHardlyApart)
{
    const auto lips = lips_of(mouth(0.6, {160, 80, 80}));
    EXPECT_LT(lips.opening_ratio, 0.01);
    EXPECT_EQ(lips.teeth_ratio, 0);
}

TEST(Lips, TheOpeningIsAShareOfTheWayFromEyesToChin)
{
    const auto lips = lips_of(mouth(16, {60, 30, 30}));
    EXPECT_NEAR(lips.opening_ratio, 16 / 172.86, 1e-3);
    EXPECT_EQ(lips.teeth_ratio, 0) << "a dark mouth shows none";
}

TEST(Lips, WhatIsBrightAndPaleBetweenThemIsTeeth)
{
    EXPECT_GT(lips_of(mouth(16, {225, 220, 205})).teeth_ratio, 0.9);
    EXPECT_EQ(lips_of(mouth(16, {230, 115, 115})).teeth_ratio, 0) << "a bright tongue is as red as lips";
}

TEST(Lips, TheRegionHoldsTheLips)
{
    const auto region = lips_of(mouth(0.6, {160, 80, 80})).region;
    EXPECT_NEAR(region.x, 165, 0.5);
    EXPECT_NEAR(region.width, 70, 1);
    EXPECT_NEAR(region.centre().y, 315, 0.5);
}

} // namespace
} // namespace tucai::measure
