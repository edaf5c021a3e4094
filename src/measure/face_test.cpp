#include "measure/drawn_face.h"
#include "measure/face.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace tucai::measure {
namespace {

TEST(Face, TakesAFaceAndRefusesWhatIsNone)
{
    const auto good = drawn_face();
    EXPECT_TRUE(check_face(good.face()));
    using Bend = void (*)(DrawnFace&);
    const Bend bends[] = {
        [](DrawnFace& d) { d.points.pop_back(); },
        [](DrawnFace& d) { d.depth.clear(); },
        [](DrawnFace& d) { d.points[5].x = std::numeric_limits<double>::quiet_NaN(); },
        [](DrawnFace& d) { d.points[5].y = 1e9; },
        [](DrawnFace& d) { d.depth[5] = std::numeric_limits<double>::infinity(); },
        [](DrawnFace& d) { d.pixels.width = 8; },
        [](DrawnFace& d) { std::swap(d.points[468], d.points[473]); },
        [](DrawnFace& d) { d.points[468] = d.points[473]; },
    };
    for (const auto& bend : bends) {
        auto bad = good;
        bend(bad);
        const auto checked = check_face(bad.face());
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, ErrorCode::InvalidInput);
    }
}

TEST(FacePatch, HasThePupilsAsFarApartAsAskedFor)
{
    for (const double scale : {0.25, 1.0, 3.0}) {
        const auto drawn = drawn_face({}, scale, {200 * scale, 240 * scale});
        const auto patch = cut_face(drawn.face(), 100);
        EXPECT_NEAR(patch.points[473].x - patch.points[468].x, 100, 1e-6);
        EXPECT_NEAR(patch.pixels.width, (200 / 80.0 + 0.5) * 100, 2);
        EXPECT_NEAR(patch.pixels.height, (280 / 80.0 + 0.5) * 100, 2);
    }
}

TEST(FacePatch, ItsPlacesCarryBackToThePicture)
{
    const auto drawn = drawn_face({}, 1.7, {300, 400});
    const auto patch = cut_face(drawn.face(), 100);
    const auto back = patch.to_picture(patch.points[152]);
    EXPECT_NEAR(back.x, drawn.points[152].x, 1e-9);
    EXPECT_NEAR(back.y, drawn.points[152].y, 1e-9);
}

TEST(FacePatch, AnEvenPictureStaysEvenAtEverySizeAndBeyondTheRim)
{
    for (const double scale : {0.2, 0.7, 1.3, 4.0}) {
        const auto drawn = drawn_face({}, scale, {90 * scale, 100 * scale}); // cut at the rims
        const auto patch = cut_face(drawn.face(), 100);
        for (std::size_t i = 0; i < patch.pixels.rgb.size(); ++i)
            ASSERT_EQ(patch.pixels.rgb[i], (std::array{180, 140, 120})[i % 3]);
    }
}

TEST(CutOut, ShrinksByTheMeanOfTheArea)
{
    Pixels checks{4, 4, {}};
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 4; ++x)
            for (int c = 0; c < 3; ++c)
                checks.rgb.push_back((x + y) % 2 == 0 ? 0 : 200);
    const auto small = cut_out(checks.view(), {0, 0, 4, 4}, 2, 2);
    for (const auto value : small.rgb)
        EXPECT_EQ(value, 100);
}

TEST(CutOut, GrowsASlopeIntoASlope)
{
    Pixels slope{16, 4, {}};
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 16; ++x)
            for (int c = 0; c < 3; ++c)
                slope.rgb.push_back(static_cast<std::uint8_t>(10 * x));
    const auto grown = cut_out(slope.view(), {4, 0, 8, 4}, 32, 16);
    for (int x = 0; x < 32; ++x)
        EXPECT_NEAR(grown.rgb[static_cast<std::size_t>(x) * 3], 10 * (4 + (x + 0.5) / 4 - 0.5), 0.51) << x;
}

TEST(CutOut, TheWholeAtItsOwnSizeIsACopy)
{
    Pixels picture{7, 5, {}};
    for (int i = 0; i < 7 * 5 * 3; ++i)
        picture.rgb.push_back(static_cast<std::uint8_t>(i * 37));
    EXPECT_EQ(cut_out(picture.view(), {0, 0, 7, 5}, 7, 5).rgb, picture.rgb);
}

RC_GTEST_PROP(Filled, APixelIsInsideWhereItsCentreIs, ())
{
    std::vector<base::Point> line;
    for (int i = 0; i < 5; ++i)
        line.push_back(
            {*rc::gen::inRange(-100, 2100) / 100.0 + 0.003, *rc::gen::inRange(-100, 2100) / 100.0 + 0.007});
    const auto plane = filled(line, 20, 20);
    for (int y = 0; y < 20; ++y)
        for (int x = 0; x < 20; ++x)
            RC_ASSERT((plane.row(y)[x] > 0) == is_inside(line, {x + 0.5, y + 0.5}));
}

TEST(LumaOf, IsThatOfTelevision)
{
    const Pixels red{1, 1, {255, 0, 0}};
    EXPECT_NEAR(luma_of(red.view()).values[0], 76.245, 1e-3);
}

} // namespace
} // namespace tucai::measure
