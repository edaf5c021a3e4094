#include "photo/composite.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::photo {
namespace {

constexpr rules::Colour light_blue = {100, 197, 255};

/// A frame whose pixels all differ, its person likewise, alpha 1 everywhere; each test bends one thing.
struct Scene {
    image::Image frame{8, 4};
    vision::Matte matte{image::Plane(8, 4, 1), image::Image(8, 4), 1};

    Scene()
    {
        for (std::size_t i = 0; i < frame.rgb.size(); ++i) {
            frame.rgb[i] = static_cast<std::uint8_t>(2 * i);
            matte.foreground.rgb[i] = static_cast<std::uint8_t>(255 - 2 * i);
        }
    }
    void set_alpha(float alpha) { std::fill(matte.alpha.values.begin(), matte.alpha.values.end(), alpha); }
    image::Image on(const rules::Colour& background) const { return composite(frame, matte, background); }
};

TEST(Composite, WhereThePersonIsWholeTheFramesBytesStay)
{
    const Scene scene;
    const auto photo = scene.on(light_blue);
    EXPECT_EQ(photo.width, 8);
    EXPECT_EQ(photo.height, 4);
    EXPECT_EQ(photo.rgb, scene.frame.rgb) << "not the matte's foreground";
}

TEST(Composite, WhereNobodyIsTheBackgroundIsExact)
{
    Scene scene;
    scene.set_alpha(0);
    for (const rules::Colour colour :
         {light_blue, rules::Colour{255, 255, 255}, rules::Colour{0, 0, 0}, rules::Colour{67, 142, 219}}) {
        const auto photo = scene.on(colour);
        for (std::size_t i = 0; i < photo.rgb.size(); i += 3) {
            ASSERT_EQ(photo.rgb[i], colour.red);
            ASSERT_EQ(photo.rgb[i + 1], colour.green);
            ASSERT_EQ(photo.rgb[i + 2], colour.blue);
        }
    }
}

TEST(Composite, HalfAndHalfIsTheMeanOfPersonAndBackground)
{
    Scene scene;
    scene.set_alpha(0.5F);
    std::copy_n(std::array<std::uint8_t, 3>{200, 100, 0}.begin(), 3, scene.matte.foreground.row(0));
    const auto photo = scene.on({100, 200, 255});
    EXPECT_EQ(photo.row(0)[0], 150);
    EXPECT_EQ(photo.row(0)[1], 150);
    EXPECT_EQ(photo.row(0)[2], 128) << "127.5 goes up";
}

TEST(Composite, EachPixelTakesItsOwnAlpha)
{
    Scene scene;
    scene.matte.alpha.row(2)[5] = 0;
    const auto photo = scene.on(light_blue);
    auto wanted = scene.frame.rgb;
    const std::size_t at = (2 * 8 + 5) * 3;
    wanted[at] = 100;
    wanted[at + 1] = 197;
    wanted[at + 2] = 255;
    EXPECT_EQ(photo.rgb, wanted);
}

TEST(Composite, AlphaBeyondItsRangeDoesNotWrapAColour)
{
    Scene scene;
    scene.set_alpha(-0.5F);
    std::fill(scene.matte.foreground.rgb.begin(), scene.matte.foreground.rgb.end(), std::uint8_t{0});
    const auto photo = scene.on({255, 255, 255});
    EXPECT_TRUE(std::all_of(photo.rgb.begin(), photo.rgb.end(), [](int value) { return value == 255; }));
}

RC_GTEST_PROP(Composite, AMixtureLiesBetweenPersonAndBackground, ())
{
    Scene scene;
    const int thousandths = *rc::gen::inRange(0, 1000);
    const auto any_byte = [] { return *rc::gen::inRange(0, 256); };
    const int person = any_byte();
    const int wall = any_byte();
    scene.set_alpha(static_cast<float>(thousandths) / 1000);
    std::fill(scene.matte.foreground.rgb.begin(), scene.matte.foreground.rgb.end(),
              static_cast<std::uint8_t>(person));
    const int mixed = scene.on({wall, wall, wall}).rgb.front();
    RC_ASSERT(mixed >= std::min(person, wall) && mixed <= std::max(person, wall));
    RC_ASSERT(std::abs(mixed - (person * thousandths + wall * (1000 - thousandths)) / 1000.0) <= 0.5001);
}

image::Plane alpha_with(int x, int y, int count, float value)
{
    image::Plane alpha(20, 10);
    std::fill_n(alpha.row(y) + x, count, value);
    return alpha;
}

TEST(HairTop, IsTheHighestRowWithThreePixelsOfOneHalf)
{
    EXPECT_EQ(hair_top_of(alpha_with(4, 6, 3, 0.5F)), 6);
    EXPECT_EQ(hair_top_of(alpha_with(0, 0, 20, 1)), 0);
}

TEST(HairTop, TwoPixelsAreASingleHair)
{
    auto alpha = alpha_with(4, 6, 12, 1);
    alpha.row(2)[9] = 1;
    alpha.row(2)[10] = 1;
    EXPECT_EQ(hair_top_of(alpha), 6);
}

TEST(HairTop, ThePixelsNeedNotTouch)
{
    auto alpha = alpha_with(4, 6, 12, 1);
    for (const int x : {0, 9, 19})
        alpha.row(2)[x] = 0.5F;
    EXPECT_EQ(hair_top_of(alpha), 2);
}

TEST(HairTop, PixelsOfDifferentRowsDoNotAddUp)
{
    auto alpha = alpha_with(4, 6, 2, 1);
    alpha.row(7)[4] = 1;
    EXPECT_EQ(hair_top_of(alpha), 10);
}

TEST(HairTop, LessThanOneHalfIsNoHair)
{
    EXPECT_EQ(hair_top_of(alpha_with(0, 3, 20, 0.499F)), 10);
}

TEST(HairTop, WithoutAnyoneIsThePhotosHeight)
{
    EXPECT_EQ(hair_top_of(image::Plane(20, 10)), 10);
}

} // namespace
} // namespace tucai::photo
