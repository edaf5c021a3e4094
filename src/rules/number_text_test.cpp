#include "rules/number_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace tucai::rules {
namespace {

TEST(NumberText, ThreeDigitsSuffice)
{
    EXPECT_EQ(value_text(172.4, {}), "172");
    EXPECT_EQ(value_text(17.26, {}), "17.3");
    EXPECT_EQ(value_text(1.236, {}), "1.24");
    EXPECT_EQ(value_text(0.4, {}), "0.4");
    EXPECT_EQ(value_text(0.00061, {}), "0.0006");
    EXPECT_EQ(value_text(2, {}), "2");
    EXPECT_EQ(value_text(-17.26, {}), "-17.3");
    EXPECT_EQ(value_text(0, {}), "0");
    EXPECT_EQ(value_text(-0.0000001, {}), "0");
}

TEST(NumberText, WhatBreaksALimitDoesNotReadAsIfItKeptIt)
{
    EXPECT_EQ(value_text(179.96, {180, 300}), "179.96");
    EXPECT_EQ(value_text(300.4, {180, 300}), "300.4");
    EXPECT_EQ(value_text(0.00021, {std::nullopt, 0.0002}), "0.00021");
    EXPECT_EQ(value_text(180.2, {180, 300}), "180");
}

TEST(NumberText, ALimitIsWrittenAsItStands)
{
    EXPECT_EQ(limit_text(206.5), "206.5");
    EXPECT_EQ(limit_text(180), "180");
    EXPECT_EQ(limit_text(-24), "-24");
    EXPECT_EQ(limit_text(0.0005 * 100), "0.05");
    EXPECT_EQ(limit_text(1e300), "1e300");
}

TEST(NumberText, HugeNumbersStayShort)
{
    EXPECT_EQ(value_text(3.21e15, {}), "3.2e15");
    EXPECT_LT(value_text(-1.7e308, {0, 1}).size(), 12U);
}

RC_GTEST_PROP(NumberText, ReadsBackWithinHalfAPercent, ())
{
    const double value = *rc::gen::inRange(1, 2'000'000'000) / 1000.0;
    const double read = std::stod(value_text(value, {}));
    RC_ASSERT(std::abs(read - value) <= std::max(0.005 * value, 0.0001));
}

} // namespace
} // namespace tucai::rules
