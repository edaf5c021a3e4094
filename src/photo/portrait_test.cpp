#include "photo/portrait.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace tucai::photo {
namespace {

constexpr int side = 64; ///< of the drawn masks; the real ones have 256

/// A face in a picture of 1000 x 1200: 200 wide, 300 high, its bounds' middle at (500, 500), the eyes' at
/// (500, 450).
vision::FaceMesh drawn_face(base::Point middle = {500, 500})
{
    vision::FaceMesh mesh;
    mesh.points.fill(middle);
    mesh.points[10] = {middle.x, middle.y - 150};
    mesh.points[152] = {middle.x, middle.y + 150};
    mesh.points[234] = {middle.x - 100, middle.y};
    mesh.points[454] = {middle.x + 100, middle.y};
    mesh.points[468] = {middle.x - 45, middle.y - 50};
    mesh.points[473] = {middle.x + 45, middle.y - 50};
    return mesh;
}

/// A mask of the whole picture, ten source pixels to one of its own: a person from row `hair_top` downward,
/// as wide as the columns 40 to 60 say. A row's value goes from 0 to 1 over four rows, as blunt as networks
/// are.
image::Plane drawn_person(double hair_top = 30)
{
    image::Plane mask(100, 120);
    for (int y = 0; y < mask.height; ++y)
        std::fill(mask.row(y) + 40, mask.row(y) + 60,
                  static_cast<float>(std::clamp(0.5 + (y + 0.5 - hair_top) / 4, 0.0, 1.0)));
    return mask;
}

constexpr base::Box whole_picture = {0, 0, 1000, 1200};
constexpr int picture_width = 1000;

PersonReach reach_of(const image::Plane& mask, const base::Box& area = whole_picture)
{
    return measure_reach(mask, area, picture_width, drawn_face());
}

TEST(MeasureReach, APersonWithRoomOnEverySideIsCutByNone)
{
    const auto reach = reach_of(drawn_person());
    EXPECT_NEAR(reach.hair_top_y, 300, 1e-3);
    EXPECT_FALSE(reach.hair_is_cut);
    EXPECT_FALSE(reach.left_cut_y.has_value());
    EXPECT_FALSE(reach.right_cut_y.has_value());
}

RC_GTEST_PROP(MeasureReach, TheHairsTopIsFoundToAFractionOfAMaskPixel, ())
{
    const double row = *rc::gen::inRange(300, 3400) / 100.0;
    const auto reach = reach_of(drawn_person(row));
    RC_ASSERT(std::abs(reach.hair_top_y - 10 * row) < 0.01);
}

TEST(MeasureReach, TheHairsTopIsNeverBelowTheForehead)
{
    // The mask lost the hair: bald on a bright wall.
    EXPECT_EQ(reach_of(drawn_person(45)).hair_top_y, 350);
}

TEST(MeasureReach, OnePixelAboveTheHeadIsNoHair)
{
    auto mask = drawn_person();
    mask.row(20)[50] = 1;
    for (int y = 21; y < 30; ++y)
        mask.row(y)[50] = 1; // it hangs together with the head
    EXPECT_NEAR(reach_of(mask).hair_top_y, 300, 6);
    mask.row(20)[51] = 1;
    EXPECT_NEAR(reach_of(mask).hair_top_y, 200, 6) << "two are";
}

TEST(MeasureReach, AnotherPieceHigherUpIsNotThePersonsHair)
{
    auto mask = drawn_person();
    for (int y = 5; y < 12; ++y)
        std::fill(mask.row(y) + 45, mask.row(y) + 55, 1.F);
    EXPECT_NEAR(reach_of(mask).hair_top_y, 300, 1e-3);
}

TEST(MeasureReach, AHandRaisedBesideTheHeadIsNotItsHair)
{
    auto mask = drawn_person();
    // An arm from the body's side at row 100 up to row 10, 2 face widths from the face's middle.
    for (int y = 100; y < 104; ++y)
        std::fill(mask.row(y) + 10, mask.row(y) + 60, 1.F);
    for (int y = 10; y < 104; ++y)
        std::fill(mask.row(y) + 10, mask.row(y) + 14, 1.F);
    EXPECT_NEAR(reach_of(mask).hair_top_y, 300, 1e-3);
}

TEST(MeasureReach, HairAtTheUpperEdgeIsCut)
{
    const auto reach = reach_of(drawn_person(-5));
    EXPECT_TRUE(reach.hair_is_cut);
    EXPECT_EQ(reach.hair_top_y, 0);
}

TEST(MeasureReach, WithinOneAndAHalfMaskPixelsOfTheUpperEdgeItIsCutAndFurtherDownItIsNot)
{
    EXPECT_TRUE(reach_of(drawn_person(1.4)).hair_is_cut) << "the mask is blunt at the rim";
    EXPECT_FALSE(reach_of(drawn_person(1.6)).hair_is_cut);
}

TEST(MeasureReach, TheEdgeOfAPartThatIsNotThePicturesCutsNobody)
{
    // The same mask of a part that begins 200 px below the picture's edge, and ends before its right one.
    auto mask = drawn_person(-5);
    std::fill(mask.values.begin(), mask.values.end(), 1.F);
    const base::Box part = {200, 200, 600, 900};
    const auto reach = reach_of(mask, part);
    EXPECT_FALSE(reach.hair_is_cut);
    EXPECT_EQ(reach.hair_top_y, 200);
    EXPECT_FALSE(reach.left_cut_y.has_value());
    EXPECT_FALSE(reach.right_cut_y.has_value());
}

TEST(MeasureReach, APartsPlaceAndScaleCount)
{
    // 64 x 64 mask pixels over a part of 320 x 640: 5 across, 10 down. Hair from row 12.
    image::Plane mask(side, side);
    for (int y = 12; y < side; ++y)
        std::fill(mask.row(y) + 20, mask.row(y) + 44, 1.F);
    const auto reach = reach_of(mask, {340, 200, 320, 640});
    EXPECT_NEAR(reach.hair_top_y, 200 + 10 * 12, 5);
}

TEST(MeasureReach, ASideThatCutsThePersonSaysFromWhichRow)
{
    for (const bool is_left : {true, false}) {
        auto mask = drawn_person();
        for (int y = 70; y < mask.height; ++y)
            std::fill(mask.row(y) + (is_left ? 0 : 50), mask.row(y) + (is_left ? 50 : 100), 1.F);
        const auto reach = reach_of(mask);
        const auto& cut = is_left ? reach.left_cut_y : reach.right_cut_y;
        const auto& other = is_left ? reach.right_cut_y : reach.left_cut_y;
        ASSERT_TRUE(cut.has_value()) << is_left;
        EXPECT_EQ(*cut, 700);
        EXPECT_FALSE(other.has_value()) << is_left;
    }
}

TEST(MeasureReach, OnePixelOfWallAtASideIsEnough)
{
    auto mask = drawn_person();
    for (int y = 70; y < mask.height; ++y)
        std::fill(mask.row(y) + 1, mask.row(y) + 99, 1.F);
    const auto reach = reach_of(mask);
    EXPECT_FALSE(reach.left_cut_y.has_value());
    EXPECT_FALSE(reach.right_cut_y.has_value());
}

TEST(MeasureReach, AnotherPieceAtASideCutsNobody)
{
    auto mask = drawn_person();
    for (int y = 70; y < mask.height; ++y) {
        std::fill(mask.row(y), mask.row(y) + 5, 1.F);
        std::fill(mask.row(y) + 95, mask.row(y) + 100, 1.F);
    }
    const auto reach = reach_of(mask);
    EXPECT_FALSE(reach.left_cut_y.has_value());
    EXPECT_FALSE(reach.right_cut_y.has_value());
}

TEST(MeasureReach, AMaskWithoutTheFaceTakesTheHairsTopFromTheMesh)
{
    const double above_forehead = 0.35 * 300;
    auto mask = drawn_person();
    for (int y = 40; y < 60; ++y)
        std::fill(mask.row(y), mask.row(y) + mask.width, 0.F); // a hole where the face is
    for (const auto& empty : {image::Plane(100, 120), mask}) {
        const auto reach = reach_of(empty);
        EXPECT_NEAR(reach.hair_top_y, 350 - above_forehead, 1e-9);
        EXPECT_FALSE(reach.hair_is_cut);
        EXPECT_FALSE(reach.left_cut_y.has_value());
        EXPECT_FALSE(reach.right_cut_y.has_value());
    }
}

TEST(MeasureReach, AFaceBeyondThePictureIsLookedForAtItsRim)
{
    image::Plane mask(100, 120, 1);
    for (const auto middle : {base::Point{-300, 500}, {1300, 500}, {500, -400}, {500, 1600}}) {
        const auto reach = measure_reach(mask, whole_picture, picture_width, drawn_face(middle));
        EXPECT_LE(reach.hair_top_y, middle.y - 150);
        EXPECT_TRUE(reach.hair_is_cut) << "the mask is person all over";
    }
}

TEST(PortraitArea, HoldsWhatAPhotoOfTheFaceCouldNeed)
{
    const auto area = portrait_area(drawn_face({2000, 1500}), 4000, 4000);
    EXPECT_EQ(area, (base::Box{2000 - 350, 1450 - 380, 700, 920})) << "3.5 by 4.6 face widths about the eyes";
}

TEST(PortraitArea, ASmallPictureIsTakenWhole)
{
    EXPECT_EQ(portrait_area(drawn_face(), 600, 700), (base::Box{150, 70, 450, 630}));
    EXPECT_EQ(portrait_area(drawn_face({150, 200}), 300, 400), (base::Box{0, 0, 300, 400}));
}

RC_GTEST_PROP(PortraitArea, IsOfWholePixelsInsideThePicture, ())
{
    const int width = *rc::gen::inRange(120, 2000);
    const int height = *rc::gen::inRange(120, 2000);
    const double x = *rc::gen::inRange(-5000, 25'000) / 10.0;
    const double y = *rc::gen::inRange(-5000, 25'000) / 10.0;
    const auto area = portrait_area(drawn_face({x, y}), width, height);
    RC_ASSERT(area.x >= 0 && area.y >= 0 && area.width >= 1 && area.height >= 1);
    RC_ASSERT(area.right() <= width && area.bottom() <= height);
    for (const double edge : {area.x, area.y, area.width, area.height})
        RC_ASSERT(edge == std::floor(edge));
}

TEST(PortraitArea, AFaceWithoutAnyWidthStillHasAPart)
{
    vision::FaceMesh point;
    point.points.fill({50, 60});
    const auto area = portrait_area(point, 200, 200);
    EXPECT_EQ(area, (base::Box{48, 58, 4, 5})) << "of one pixel's width";
}

} // namespace
} // namespace tucai::photo
