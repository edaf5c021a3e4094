#include "photo/value_bar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace tucai::photo {
namespace {

rules::Finding finding(double value, const rules::Limits& accept, const rules::Limits& tolerate)
{
    rules::Finding found;
    found.value = value;
    found.accept = accept;
    found.tolerate = tolerate;
    return found;
}

TEST(ValueBar, AcceptLiesInsideTolerateAndTheValueWhereItBelongs)
{
    const auto bar = bar_of(finding(185, {188.0, 292.0}, {180.0, 300.0}));
    ASSERT_TRUE(bar.has_value());
    EXPECT_LT(0, bar->tolerate.from);
    EXPECT_LT(bar->tolerate.from, bar->value);
    EXPECT_LT(bar->value, bar->accept.from);
    EXPECT_LT(bar->accept.to, bar->tolerate.to);
    EXPECT_LT(bar->tolerate.to, 1);
}

TEST(ValueBar, AnAmountBeginsAtNothing)
{
    const auto bar = bar_of(finding(0, {std::nullopt, 0.5}, {std::nullopt, 4.0}));
    ASSERT_TRUE(bar.has_value());
    EXPECT_EQ(bar->accept.from, 0);
    EXPECT_EQ(bar->value, 0);
}

TEST(ValueBar, WhatNeverRefusesAsksEverywhereBeyond)
{
    const auto bar = bar_of(finding(0.2, {0.4, std::nullopt}, {}));
    ASSERT_TRUE(bar.has_value());
    EXPECT_EQ(bar->tolerate.from, 0);
    EXPECT_EQ(bar->tolerate.to, 1);
}

TEST(ValueBar, AValueFarBeyondStandsAtTheEndAndTheZonesCanBeSeen)
{
    const auto bar = bar_of(finding(1e6, {std::nullopt, 1.0}, {std::nullopt, 2.0}));
    ASSERT_TRUE(bar.has_value());
    EXPECT_EQ(bar->value, 1);
    EXPECT_GT(bar->accept.to, 0.1);
}

TEST(ValueBar, WithoutAValueOrALimitThereIsNone)
{
    EXPECT_FALSE(bar_of(finding(1, {}, {})).has_value());
    EXPECT_FALSE(bar_of(finding(std::numeric_limits<double>::quiet_NaN(), {0.0, 1.0}, {})).has_value());
    auto none = finding(1, {0.0, 1.0}, {});
    none.value.reset();
    EXPECT_FALSE(bar_of(none).has_value());
}

RC_GTEST_PROP(ValueBar, TheTickLiesInAZoneExactlyWhereTheValueKeepsItsLimits, ())
{
    const double low = *rc::gen::inRange(-1000, 1000);
    const double high = low + *rc::gen::inRange(1, 1000);
    const double value = *rc::gen::inRange(-5000, 5000);
    const auto bar = bar_of(finding(value, {low, high}, {low - 10, high + 10}));
    RC_ASSERT(bar.has_value());
    RC_ASSERT(bar->value >= 0 && bar->value <= 1);
    const bool in_zone = bar->value >= bar->accept.from - 1e-9 && bar->value <= bar->accept.to + 1e-9;
    RC_ASSERT(in_zone == (value >= low && value <= high));
}

} // namespace
} // namespace tucai::photo
