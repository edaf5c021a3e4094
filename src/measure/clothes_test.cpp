#include "measure/drawn_backdrop.h"

#include <gtest/gtest.h>

namespace tucai::measure {
namespace {

DrawnBackdrop dressed(std::array<int, 3> colour)
{
    DrawnBackdrop scene;
    scene.cloth = [colour](int, int) { return colour; };
    return scene;
}

TEST(Clothes, BlackIsFarFromTheBackgroundAndNotBlue)
{
    const auto list = DrawnBackdrop().measure();
    EXPECT_GT(value_of(list, "clothes_difference"), 40);
    EXPECT_EQ(value_of(list, "clothes_blue_ratio"), 0);
    EXPECT_EQ(value_of(list, "clothes_navy_ratio"), 0);
    EXPECT_LT(value_of(list, "clothes_stripes"), 0.3);
    EXPECT_LT(value_of(list, "clothes_print_ratio"), 0.05);
}

TEST(Clothes, TheBackgroundsOwnColourIsNoContrast)
{
    const auto list = dressed({100, 197, 255}).measure();
    EXPECT_LT(value_of(list, "clothes_difference"), 1);
    EXPECT_GT(value_of(list, "clothes_blue_ratio"), 0.95);
}

TEST(Clothes, WhiteIsNearAWhiteBackgroundOnly)
{
    auto scene = dressed({240, 240, 240});
    EXPECT_GT(value_of(scene.measure(), "clothes_difference"), 18);
    scene.target = {255, 255, 255};
    EXPECT_LT(value_of(scene.measure(), "clothes_difference"), 5);
}

TEST(Clothes, NavyIsToldFromBlue)
{
    const auto list = dressed({25, 40, 90}).measure();
    EXPECT_GT(value_of(list, "clothes_navy_ratio"), 0.95);
    EXPECT_LT(value_of(list, "clothes_blue_ratio"), 0.05);
}

TEST(Clothes, BlueMattersOnlyBeforeBlue)
{
    auto scene = dressed({45, 115, 210});
    EXPECT_GT(value_of(scene.measure(), "clothes_blue_ratio"), 0.95);
    scene.target = {255, 255, 255};
    EXPECT_EQ(value_of(scene.measure(), "clothes_blue_ratio"), 0);
}

TEST(Clothes, WhiteInCoolLightIsNotBlue)
{
    auto scene = dressed({205, 225, 255});
    scene.wall = [](int, int) { return std::array{195, 213, 242}; };
    EXPECT_EQ(value_of(scene.measure(), "clothes_blue_ratio"), 0);
}

TEST(Clothes, SkinIsNotWorn)
{
    // A deep neckline as wide as the neck, over black.
    DrawnBackdrop scene;
    scene.cloth = [&scene](int x, int y) {
        return std::abs(x - 240) < 60 && y < 600 ? scene.skin : std::array{20, 20, 20};
    };
    EXPECT_GT(value_of(scene.measure(), "clothes_difference"), 50);
}

TEST(Clothes, BareShouldersAreNotJudged)
{
    DrawnBackdrop scene;
    scene.cloth = [&scene](int, int) { return scene.skin; };
    EXPECT_FALSE(found(scene.measure(), "clothes_difference"));
}

TEST(Clothes, StripesAndChecksComeAgainAtEveryWidth)
{
    for (const int period : {6, 10, 16, 22}) {
        DrawnBackdrop scene;
        scene.cloth = [period](int, int y) { return grey(y % period < period / 2 ? 0 : -40); };
        EXPECT_GT(value_of(scene.measure(), "clothes_stripes"), 4) << period;
        scene.cloth = [period](int x, int) { return grey(x % period < period / 2 ? 0 : -40); };
        EXPECT_GT(value_of(scene.measure(), "clothes_stripes"), 4) << period;
        scene.cloth = [period](int x, int y) {
            return grey((y % period < period / 2 ? 0 : -20) + (x % period < period / 2 ? 0 : -20));
        };
        EXPECT_GT(value_of(scene.measure(), "clothes_stripes"), 2) << period;
    }
}

TEST(Clothes, FoldsAndALapelAreNoStripes)
{
    DrawnBackdrop scene;
    scene.cloth = [](int x, int y) {
        const double fold = 18 * std::exp(-std::pow((x - 0.4 * y + 100) / 25.0, 2));
        return grey(std::abs(x - 240) < (640 - y) / 4 ? 10 : -120 + fold);
    };
    EXPECT_LT(value_of(scene.measure(), "clothes_stripes"), 1.1);
    EXPECT_LT(value_of(scene.measure(), "clothes_print_ratio"), 0.2);
}

TEST(Clothes, StripesThatTheMatteTakesForWallAreSeenByTheMask)
{
    DrawnBackdrop scene;
    scene.cloth = [](int, int y) {
        return y / 10 % 2 == 0 ? std::array{240, 240, 240} : std::array{170, 170, 170};
    };
    scene.is_lost = [](int, int y) { return y / 10 % 2 == 1; };
    const auto without = found(scene.measure(), "clothes_stripes");
    EXPECT_FALSE(without && without->value > 4);
    scene.has_mask = true;
    const auto list = scene.measure();
    EXPECT_GT(value_of(list, "clothes_stripes"), 4);
    EXPECT_EQ(value_of(list, "wall_object_ratio"), 0);
}

} // namespace
} // namespace tucai::measure
