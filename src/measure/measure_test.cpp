#include "measure/head_box.h"
#include "measure/matte_whole.h"
#include "measure/pieces.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace tucai::measure {
namespace {

HeadPoints good_head()
{
    return {80, {185, 250}, {295, 252}, {130, 300}, {350, 300}, {240, 420}};
}

TEST(HeadBox, MeasuresWhatIsThere)
{
    const auto box = measure_head_box(good_head());
    ASSERT_TRUE(box.has_value());
    EXPECT_EQ(box->hair_top_px, 80);
    EXPECT_EQ(box->eye_line_px, 251);
    EXPECT_EQ(box->face_width_px, 220);
    EXPECT_EQ(box->centre_px, 240);
    EXPECT_NEAR(box->inter_eye_px, 110.02, 0.01);
}

TEST(HeadBox, RefusesPointsThatCross)
{
    auto head = good_head();
    head.hair_top_y = 260;
    EXPECT_FALSE(measure_head_box(head).has_value());
    head = good_head();
    std::swap(head.left_cheek, head.right_cheek);
    EXPECT_FALSE(measure_head_box(head).has_value());
    head = good_head();
    head.chin.y = 100;
    EXPECT_FALSE(measure_head_box(head).has_value());
    head = good_head();
    head.left_eye.x = std::nan("");
    EXPECT_FALSE(measure_head_box(head).has_value());
}

RC_GTEST_PROP(HeadBox, MovingTheHeadSidewaysMovesTheCentreOnly, ())
{
    auto head = good_head();
    const int dx = *rc::gen::inRange(-200, 200);
    const auto before = measure_head_box(head);
    for (auto* p : {&head.left_eye, &head.right_eye, &head.left_cheek, &head.right_cheek, &head.chin})
        p->x += dx;
    const auto after = measure_head_box(head);
    RC_ASSERT(after->face_width_px == before->face_width_px);
    RC_ASSERT(after->eye_line_px == before->eye_line_px);
    RC_ASSERT(after->centre_px == before->centre_px + dx);
}

/// A drawn matte of 120 x 160: a head, and a torso from row 100 down.
struct Body {
    std::vector<float> alpha;
    std::vector<float> person;
    static constexpr int width = 120;
    static constexpr int height = 160;

    Body() : alpha(static_cast<std::size_t>(width * height), 0.F)
    {
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if ((y >= 100 && std::abs(x - 60) < 50) || (y >= 30 && y < 100 && std::abs(x - 60) < 22))
                    at(x, y) = 1;
        person = alpha;
    }
    float& at(int x, int y) { return alpha[static_cast<std::size_t>(y * width + x)]; }
    void set(int x0, int y0, int x1, int y1, float value)
    {
        for (int y = y0; y < y1; ++y)
            for (int x = x0; x < x1; ++x)
                at(x, y) = value;
    }
    static base::View view(const std::vector<float>& values)
    {
        return {static_cast<const std::uint8_t*>(static_cast<const void*>(values.data())), width, height,
                width * 4, base::PixelFormat::Float};
    }
    MatteWhole measure(bool reaches = true) const
    {
        return *measure_matte_whole(
            {view(alpha), view(person), {{42, 40}, {78, 40}, {78, 90}, {42, 90}}, 90, reaches});
    }
};

TEST(MatteWhole, AWholePersonIsWhole)
{
    const auto whole = Body().measure();
    EXPECT_EQ(whole.torso_alpha_ratio, 1);
    EXPECT_EQ(whole.lower_edge_alpha_ratio, 1);
    EXPECT_EQ(whole.second_component_ratio, 0);
    EXPECT_EQ(whole.hole_ratio, 0);
}

TEST(MatteWhole, ALostShoulderLowersTheTorso)
{
    Body body;
    body.set(10, 100, 40, 160, 0);
    EXPECT_LT(body.measure().torso_alpha_ratio, 0.8);
}

TEST(MatteWhole, AHoleInTheShirtIsFound)
{
    Body body;
    body.set(50, 120, 60, 130, 0);
    EXPECT_NEAR(body.measure().hole_ratio, 100.0 / (120 * 160), 1e-9);
}

TEST(MatteWhole, AHoleInTheFaceIsFoundAndOneInTheHairIsNot)
{
    Body body;
    body.set(55, 60, 60, 65, 0);
    EXPECT_GT(body.measure().hole_ratio, 0);
    Body curly;
    curly.set(55, 33, 60, 36, 0);
    EXPECT_EQ(curly.measure().hole_ratio, 0);
}

TEST(MatteWhole, AFloatingBitIsASecondPiece)
{
    Body body;
    body.set(5, 5, 12, 12, 1);
    EXPECT_NEAR(body.measure().second_component_ratio, 49.0 / (120 * 160), 1e-9);
}

TEST(MatteWhole, ALostLowerEdgeIsFoundWhereTheSourceReachesIt)
{
    Body body;
    body.set(0, 158, 120, 160, 0);
    EXPECT_EQ(body.measure().lower_edge_alpha_ratio, 0);
    EXPECT_EQ(body.measure(false).lower_edge_alpha_ratio, 1);
}

TEST(MatteWhole, DifferingSizesAreInvalid)
{
    const Body body;
    auto small = Body::view(body.person);
    small.width = 60;
    EXPECT_FALSE(
        measure_matte_whole({Body::view(body.alpha), small, {{1, 1}, {2, 1}, {2, 2}}, 90, true}).has_value());
}

RC_GTEST_PROP(MatteWhole, FillingAPixelNeverLowersTheTorso, ())
{
    Body body;
    body.set(30, 120, 70, 140, 0.3F);
    const double before = body.measure().torso_alpha_ratio;
    body.at(*rc::gen::inRange(0, 120), *rc::gen::inRange(0, 160)) = 1;
    RC_ASSERT(body.measure().torso_alpha_ratio >= before);
}

TEST(Pieces, CornersJoinOnlyWhereAsked)
{
    Flags flags(4, 4);
    flags.row(0)[0] = 1;
    flags.row(1)[1] = 1;
    EXPECT_EQ(pieces_of(flags, flags, Corners::Apart).size(), 2U);
    EXPECT_EQ(pieces_of(flags, flags, Corners::Join).size(), 1U);
}

TEST(Pieces, AUAndItsBridgeAreOne)
{
    Flags flags(5, 3);
    for (int y = 0; y < 3; ++y) {
        flags.row(y)[0] = 1;
        flags.row(y)[4] = 1;
    }
    EXPECT_EQ(pieces_of(flags, flags, Corners::Join).size(), 2U);
    for (int x = 0; x < 5; ++x)
        flags.row(2)[x] = 1;
    const auto pieces = pieces_of(flags, flags, Corners::Apart);
    ASSERT_EQ(pieces.size(), 1U);
    EXPECT_EQ(pieces[0].pixels, 9);
    EXPECT_TRUE(pieces[0].touches_rim);
}

} // namespace
} // namespace tucai::measure
