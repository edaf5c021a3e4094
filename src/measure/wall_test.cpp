#include "measure/drawn_backdrop.h"
#include "measure/lab.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

constexpr double pi = 3.14159265358979323846;

TEST(Wall, APlainWallHasNothingWrong)
{
    const auto list = DrawnBackdrop().measure();
    EXPECT_NEAR(value_of(list, "wall_lightness"), lab_of(225, 225, 223).lightness, 0.2);
    EXPECT_LT(value_of(list, "wall_chroma"), 1.5);
    EXPECT_LT(value_of(list, "wall_gradient"), 0.1);
    EXPECT_NEAR(value_of(list, "wall_side_difference"), 0, 0.1);
    EXPECT_EQ(value_of(list, "wall_object_ratio"), 0);
    EXPECT_LT(value_of(list, "wall_shadow_depth"), 0.2);
    EXPECT_LT(value_of(list, "wall_fold_depth"), 0.1);
}

TEST(Wall, ADarkOneIsDarkAndAColouredOneColoured)
{
    DrawnBackdrop scene;
    scene.wall = [](int, int) { return std::array{90, 90, 90}; };
    EXPECT_NEAR(value_of(scene.measure(), "wall_lightness"), lab_of(90, 90, 90).lightness, 0.2);
    scene.wall = [](int, int) { return std::array{120, 180, 130}; };
    EXPECT_NEAR(value_of(scene.measure(), "wall_chroma"), lab_of(120, 180, 130).chroma(), 0.5);
}

TEST(Wall, LightFromOneSideIsNeitherShadowNorFoldNorThing)
{
    DrawnBackdrop scene;
    scene.wall = [](int x, int) { return grey((240 - x) / 10.0); };
    const auto list = scene.measure();
    EXPECT_GT(value_of(list, "wall_side_difference"), 8);
    EXPECT_EQ(value_of(list, "wall_object_ratio"), 0);
    EXPECT_LT(value_of(list, "wall_shadow_depth"), 0.7);
    EXPECT_LT(value_of(list, "wall_fold_depth"), 0.3);
}

TEST(Wall, MirroringTurnsTheSidesRound)
{
    DrawnBackdrop scene;
    scene.wall = [](int x, int) { return grey((240 - x) / 10.0); };
    const double left = value_of(scene.measure(), "wall_side_difference");
    scene.wall = [](int x, int) { return grey((x - 239) / 10.0); };
    EXPECT_NEAR(value_of(scene.measure(), "wall_side_difference"), -left, 0.3);
}

/// The person's outline, moved, softly darker.
DrawnBackdrop::Paint shadow(int shift_px, double levels)
{
    return [=](int x, int y) {
        double part = 0;
        for (int step = -3; step <= 3; ++step)
            part += DrawnBackdrop::is_head(x - shift_px + 5 * step, y - 6) ? 1.0 / 7 : 0;
        return grey(-levels * part);
    };
}

TEST(Wall, AShadowIsFoundOnItsSideAndIsNoThing)
{
    for (const int shift : {30, -30}) {
        DrawnBackdrop scene;
        scene.wall = shadow(shift, 40);
        const auto list = scene.measure();
        EXPECT_GT(value_of(list, "wall_shadow_depth"), 8);
        EXPECT_LT(value_of(list, "wall_shadow_other"), 2);
        EXPECT_LT(value_of(list, "wall_object_ratio"), 0.003);
        const auto region = found(list, "wall_shadow_depth")->region;
        ASSERT_TRUE(region);
        EXPECT_EQ(region->centre().x > 240, shift > 0);
    }
}

TEST(Wall, ADarkerShadowIsDeeper)
{
    double before = 0;
    for (const double levels : {5, 15, 30, 60}) {
        DrawnBackdrop scene;
        scene.wall = shadow(30, levels);
        const double depth = value_of(scene.measure(), "wall_shadow_depth");
        EXPECT_GT(depth, before);
        before = depth;
    }
}

TEST(Wall, ClothGoesUpAndDown)
{
    DrawnBackdrop scene;
    scene.wall = [](int x, int y) { return grey(8 * std::sin(2 * pi * (x + 0.3 * y) / 60)); };
    const auto list = scene.measure();
    EXPECT_GT(value_of(list, "wall_fold_depth"), 1);
    EXPECT_LT(value_of(list, "wall_object_ratio"), 0.01);
}

TEST(Wall, ASwitchIsAThingWithItsPlace)
{
    DrawnBackdrop scene;
    scene.wall = [](int x, int y) { return x >= 30 && x < 65 && y >= 200 && y < 235 ? grey(-25) : grey(0); };
    const auto list = scene.measure();
    EXPECT_GT(value_of(list, "wall_object_ratio"), 0.005);
    EXPECT_LT(value_of(list, "wall_object_ratio"), 0.03);
    const auto region = found(list, "wall_object_ratio")->region;
    ASSERT_TRUE(region);
    EXPECT_NEAR(region->x, 30, 4);
    EXPECT_NEAR(region->y, 200, 4);
    EXPECT_NEAR(region->right(), 65, 4);
    EXPECT_NEAR(region->bottom(), 235, 4);
}

TEST(Wall, JointsOfTilesAreUnevenAndThings)
{
    DrawnBackdrop scene;
    scene.wall = [](int x, int y) { return x % 90 < 3 || y % 90 < 3 ? grey(-40) : grey(0); };
    const auto list = scene.measure();
    EXPECT_GT(value_of(list, "wall_gradient"), 9);
    EXPECT_GT(value_of(list, "wall_object_ratio"), 0.03);
}

TEST(Wall, ARoomHasThingsAndNothingIsSaidOfFoldsAndShadows)
{
    DrawnBackdrop scene;
    scene.wall = [](int x, int y) {
        const int k = (x / 70 * 5 + y / 90 * 3) % 7;
        return std::array{40 + 30 * k, 220 - 25 * k, 60 + 50 * (k % 4)};
    };
    const auto list = scene.measure();
    EXPECT_GT(value_of(list, "wall_object_ratio"), 0.15);
    EXPECT_FALSE(found(list, "wall_fold_depth"));
    EXPECT_FALSE(found(list, "wall_shadow_depth"));
}

} // namespace
} // namespace tucai::measure
