#include "measure/pixels.h"
#include "measure/wall_cast.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tucai::measure {
namespace {

/// A frame whose lower half is the person, before a wall of these colours.
class Scene {
public:
    explicit Scene(const std::function<std::array<int, 3>(int x)>& wall)
    {
        frame_.width = alpha_.width;
        frame_.height = alpha_.height;
        for (int y = 0; y < alpha_.height; ++y)
            for (int x = 0; x < alpha_.width; ++x) {
                const bool is_person = y >= alpha_.height / 2;
                alpha_.row(y)[x] = is_person ? 1 : 0;
                for (const int value : is_person ? std::array{200, 30, 30} : wall(x))
                    frame_.rgb.push_back(static_cast<std::uint8_t>(value));
            }
    }
    NamedList cast() const { return wall_cast({frame_.view(), alpha_.view(), cover_.view(), {}, {}, {}}); }
    /// With a mask that knows the person's cloth from column `from_x` on, which the matte took for wall.
    NamedList cast_with_cloth(int from_x) const
    {
        Plane person(alpha_.width, alpha_.height);
        for (int y = 0; y < person.height; ++y)
            for (int x = from_x; x < person.width; ++x)
                person.row(y)[x] = 1;
        return wall_cast({frame_.view(), alpha_.view(), cover_.view(), {}, {}, person.view()});
    }

private:
    Plane alpha_{120, 160};
    Plane cover_{120, 160, 1};
    Pixels frame_;
};

TEST(WallCast, AGreyWallHasNone)
{
    const auto cast = Scene([](int) { return std::array{200, 200, 200}; }).cast();
    ASSERT_EQ(cast.size(), 2U);
    EXPECT_EQ(cast[0].name, "wall_warm_ev");
    EXPECT_NEAR(cast[0].value, 0, 1e-6);
    EXPECT_NEAR(cast[1].value, 0, 1e-6);
}

TEST(WallCast, ATintIsToldInStops)
{
    // Coded 188 has half the light of 255, 137 a quarter, 99 an eighth.
    const auto warm = Scene([](int) { return std::array{188, 137, 99}; }).cast();
    ASSERT_EQ(warm.size(), 2U);
    EXPECT_NEAR(warm[0].value, 2, 0.03);
    EXPECT_NEAR(warm[1].value, 0, 0.03);
    const auto green = Scene([](int) { return std::array{137, 188, 137}; }).cast();
    EXPECT_NEAR(green[1].value, 1, 0.03);
}

TEST(WallCast, AWallThatIsClippedOrHasSeveralColoursTellsNothing)
{
    EXPECT_TRUE(Scene([](int) { return std::array{255, 255, 251}; }).cast().empty());
    EXPECT_TRUE(Scene([](int x) {
                    return x < 60 ? std::array{90, 120, 200} : std::array{200, 120, 90};
                })
                    .cast()
                    .empty());
}

TEST(WallCast, ClothThatTheMatteTookForWallDoesNotCount)
{
    const auto scene = Scene([](int x) {
        return x < 60 ? std::array{200, 200, 200} : std::array{225, 215, 195};
    });
    const auto cast = scene.cast_with_cloth(60);
    ASSERT_EQ(cast.size(), 2U);
    EXPECT_NEAR(cast[0].value, 0, 1e-6);
}

TEST(CastOfFaceAndWall, ATintThatBothHaveIsSure)
{
    const auto cast = cast_of_face_and_wall({0.45, 0}, {0.6, 0});
    EXPECT_GT(cast.warm_ev, 0.52);
    EXPECT_LT(cast_of_face_and_wall({-0.28, -0.27}, {0, -0.34}).green_ev, -0.27);
}

TEST(CastOfFaceAndWall, AGreyWallClearsAFaceOfItsOwnColour)
{
    EXPECT_LT(cast_of_face_and_wall({0.3, 0}, {0, 0}).warm_ev, 0.2);
}

TEST(CastOfFaceAndWall, AColouredWallBehindAWellLitFaceRaisesNothing)
{
    // Whatever the paint: one sweep over its colour, faces up to two deviations off.
    for (double warm = -2; warm <= 2; warm += 0.05)
        for (double green = -1; green <= 1; green += 0.1)
            for (const double face : {-0.24, 0.0, 0.24}) {
                const auto cast = cast_of_face_and_wall({face, 0}, {warm, green});
                EXPECT_LT(std::abs(cast.warm_ev), 0.42) << face << ' ' << warm << ' ' << green;
                EXPECT_LT(std::abs(cast.green_ev), 0.2) << face << ' ' << warm << ' ' << green;
            }
}

TEST(CastOfFaceAndWall, AWallFarFromTheFaceIsNotAsked)
{
    const auto cast = cast_of_face_and_wall({0.1, 0.02}, {-1.4, 0.3});
    EXPECT_NEAR(cast.warm_ev, 0.1, 0.01);
    EXPECT_NEAR(cast.green_ev, 0.02, 0.01);
}

TEST(SettleCast, ChangesTheFacesCastOnlyWhereAWallHasOne)
{
    struct Value {
        double value;
    };
    std::map<std::string, Value> measures{{"warm_cast_ev", {0.3}}, {"green_cast_ev", {0.0}}};
    settle_cast(measures);
    EXPECT_EQ(measures.at("warm_cast_ev").value, 0.3);
    measures["wall_warm_ev"] = {0.0};
    measures["wall_green_ev"] = {0.0};
    settle_cast(measures);
    EXPECT_LT(measures.at("warm_cast_ev").value, 0.2);
}

} // namespace
} // namespace tucai::measure
