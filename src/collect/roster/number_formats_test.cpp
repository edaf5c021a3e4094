#include "collect/roster/number_formats.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace tucai::collect::roster {
namespace {

TEST(NumberFormats, DatesAreToldFromNumbersByTheirCode)
{
    for (const char* code :
         {"yyyy-mm-dd", "m/d/yy", "[$-804]yyyy\"年\"m\"月\"", "hh:mm", "[h]:mm", "[Red]d", "YYYY"})
        EXPECT_TRUE(is_date_format(code)) << code;
    for (const char* code : {"General", "0", "0.00E+00", "#,##0\"days\"", "[Red]0", "@", "\\d0", "0_m",
                             "0;yyyy", "\"d", "[h", "", "G/通用格式"})
        EXPECT_FALSE(is_date_format(code)) << code;
}

TEST(NumberFormats, AWorkbooksOwnFormatGoesBeforeABuiltInOne)
{
    NumberFormats formats;
    formats.add_format(14, "0.00");
    formats.add_style(14);
    formats.add_style(31); // a Chinese spreadsheet's yyyy年m月d日
    EXPECT_FALSE(formats.shows_date(0));
    EXPECT_TRUE(formats.shows_date(1));
    EXPECT_FALSE(formats.shows_date(2)) << "no such style";
}

TEST(NumberFormats, DaysAreCountedAsSpreadsheetsDo)
{
    EXPECT_EQ(date_of_number("1", false), "1900-01-01");
    EXPECT_EQ(date_of_number("59", false), "1900-02-28");
    EXPECT_EQ(date_of_number("60", false), std::nullopt) << "29 February 1900 never was";
    EXPECT_EQ(date_of_number("61", false), "1900-03-01");
    EXPECT_EQ(date_of_number("2958465", false), "9999-12-31");
    EXPECT_EQ(date_of_number("2958466", false), std::nullopt);
    EXPECT_EQ(date_of_number("0", true), "1904-01-01");
    EXPECT_EQ(date_of_number("0.75", false), "18:00:00");
    EXPECT_EQ(date_of_number("46203.999999", false), "2026-07-01") << "rounded to seconds";
}

TEST(NumberFormats, WhatIsNoNumberOfADayIsNoDate)
{
    for (const char* text : {"", "-1", "nan", "inf", "1e300", "12x", "3.2010119900101101E+17"})
        EXPECT_EQ(date_of_number(text, false), std::nullopt) << text;
}

RC_GTEST_PROP(NumberFormats, LaterDaysAreLaterDates, ())
{
    const int day = *rc::gen::inRange(61, 2'958'465);
    const auto today = date_of_number(std::to_string(day), false);
    const auto tomorrow = date_of_number(std::to_string(day + 1), false);
    RC_ASSERT(today.has_value());
    RC_ASSERT(tomorrow.has_value());
    RC_ASSERT(*today < *tomorrow);
}

} // namespace
} // namespace tucai::collect::roster
