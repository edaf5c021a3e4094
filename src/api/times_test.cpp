#include "api/json.h"
#include "api/times.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::api {
namespace {

TEST(Times, AMomentIsReadWithAndWithoutItsFraction)
{
    EXPECT_EQ(read_time("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(read_time("2026-06-05T04:00:00Z"), 1'780'632'000'000);
    EXPECT_EQ(read_time("2026-06-05T04:00:00.5Z"), 1'780'632'000'500);
    EXPECT_EQ(read_time("2026-06-05T04:00:00.025Z"), 1'780'632'000'025);
    EXPECT_EQ(read_time("2024-02-29T23:59:59Z"), 1'709'251'199'000);
}

TEST(Times, WhatIsNoMomentIsNone)
{
    for (const auto* text :
         {"", "2026-06-05", "2026-06-05T04:00:00", "2026-06-05T04:00:00+08:00", "2026-06-05 04:00:00Z",
          "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-06-05T24:00:00Z", "2026-06-05T04:60:00Z",
          "2026-06-05T04:00:60Z", "2026-06-05T04:00:00.Z", "2026-06-05T04:00:00.1234Z",
          "2026-06-05T04:00:00.-1Z", "+026-06-05T04:00:00Z", "2026-06-05T04:00:00ZZ", "2026/06/05T04:00:00Z",
          "2026-06-05T04:0 :00Z"})
        EXPECT_FALSE(read_time(text)) << text;
}

RC_GTEST_PROP(Times, WhatIsWrittenIsReadAgain, ())
{
    const auto at_ms = *rc::gen::inRange<std::int64_t>(0, 4'102'444'800'000);
    RC_ASSERT(read_time(time_text(at_ms)) == std::optional(at_ms));
}

} // namespace
} // namespace tucai::api
