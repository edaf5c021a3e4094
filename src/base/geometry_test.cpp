#include "base/geometry.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::base {
namespace {

/// Eighths of a pixel, and scales of some 64ths: all that is done with them is exact.
double eighths()
{
    return *rc::gen::inRange(-80'000, 80'000) / 8.0;
}

Transform any_transform()
{
    const double scale = *rc::gen::inRange(1, 256) / 64.0;
    const double tx = eighths();
    const double ty = eighths();
    return {scale, tx, ty};
}

Point any_point()
{
    const double x = eighths();
    const double y = eighths();
    return {x, y};
}

TEST(Transform, ScalesFirstAndShiftsThen)
{
    const Transform half_and_right{0.5, 100, -3};
    EXPECT_EQ(half_and_right.apply({10, 20}), (Point{105, 7}));
}

TEST(Transform, OfItselfChangesNothing)
{
    EXPECT_EQ(Transform{}.apply({3, 4}), (Point{3, 4}));
    EXPECT_EQ(Transform{}.invert({3, 4}), (Point{3, 4}));
}

RC_GTEST_PROP(Transform, InvertingBringsEveryPointBack, ())
{
    const auto transform = any_transform();
    const auto point = any_point();
    RC_ASSERT(transform.invert(transform.apply(point)) == point);
}

RC_GTEST_PROP(Transform, NeverMirrorsNorRotates, ())
{
    const auto transform = any_transform();
    const auto from = any_point();
    const Point right{from.x + 1, from.y};
    const Point below{from.x, from.y + 1};
    const auto origin = transform.apply(from);
    RC_ASSERT(transform.apply(right).y == origin.y && transform.apply(right).x > origin.x);
    RC_ASSERT(transform.apply(below).x == origin.x && transform.apply(below).y > origin.y);
}

TEST(Box, KnowsItsEdgesItsMiddleAndItsArea)
{
    const Box box{10, 20, 30, 40};
    EXPECT_EQ(box.right(), 40);
    EXPECT_EQ(box.bottom(), 60);
    EXPECT_EQ(box.area(), 1200);
    EXPECT_EQ(box.centre(), (Point{25, 40}));
}

} // namespace
} // namespace tucai::base
