#include "measure/matte_whole.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace tucai::measure {
namespace {

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

TEST(MatteWhole, AShoulderCutByThePhotosSideIsNoLoss)
{
    Body body;
    body.set(0, 100, 30, 160, 1);
    body.person = body.alpha;
    EXPECT_EQ(body.measure().torso_alpha_ratio, 1);
}

TEST(MatteWhole, ANotchOpenToTheWallIsNoHoleButLowersTheTorso)
{
    Body body;
    body.set(10, 120, 30, 140, 0);
    const auto whole = body.measure();
    EXPECT_EQ(whole.hole_ratio, 0);
    EXPECT_LT(whole.torso_alpha_ratio, 0.95);
}

TEST(MatteWhole, APersonWhoDoesNotReachTheEdgeThatTheSourceReachesIsLost)
{
    Body body;
    body.set(0, 150, 120, 160, 0);
    body.person = body.alpha;
    EXPECT_EQ(body.measure().lower_edge_alpha_ratio, 0);
}

TEST(MatteWhole, NobodyAtAllKeepsNothing)
{
    Body body;
    body.set(0, 0, 120, 160, 0);
    body.person = body.alpha;
    const auto whole = body.measure();
    EXPECT_EQ(whole.torso_alpha_ratio, 0);
    EXPECT_EQ(whole.lower_edge_alpha_ratio, 0);
    EXPECT_EQ(whole.second_component_ratio, 0);
}

TEST(MatteWhole, OfSeveralPiecesTheSecondGreatestCounts)
{
    Body body;
    body.set(2, 2, 6, 6, 1);
    body.set(100, 2, 110, 12, 1);
    EXPECT_NEAR(body.measure().second_component_ratio, 100.0 / (120 * 160), 1e-9);
}

TEST(MatteWhole, PointsThatAreNoNumbersAreInvalid)
{
    const Body body;
    const auto alpha = Body::view(body.alpha);
    for (const double wrong : {std::nan(""), std::numeric_limits<double>::infinity(), 1e300}) {
        EXPECT_FALSE(measure_matte_whole({alpha, alpha, {{1, 1}, {wrong, 1}, {2, 2}}, 90, true}).has_value());
        EXPECT_FALSE(measure_matte_whole({alpha, alpha, {{1, 1}, {2, wrong}, {2, 2}}, 90, true}).has_value());
        EXPECT_FALSE(measure_matte_whole({alpha, alpha, {{1, 1}, {2, 1}, {2, 2}}, wrong, true}).has_value());
    }
}

RC_GTEST_PROP(MatteWhole, EveryRatioIsOne, ())
{
    Body body;
    for (int i = 0; i < 5; ++i) {
        const int x = *rc::gen::inRange(0, 100);
        const int y = *rc::gen::inRange(0, 140);
        body.set(x, y, x + 20, y + 20, static_cast<float>(*rc::gen::inRange(0, 11)) / 10);
    }
    const auto whole = body.measure();
    for (const double ratio : {whole.torso_alpha_ratio, whole.lower_edge_alpha_ratio,
                               whole.second_component_ratio, whole.hole_ratio})
        RC_ASSERT(ratio >= 0 && ratio <= 1);
}

} // namespace
} // namespace tucai::measure
