#include "base/view.h"

#include <gtest/gtest.h>

#include <array>

namespace tucai::base {
namespace {

TEST(View, ARowBeginsAStrideBelowTheOneAbove)
{
    const std::array<std::uint8_t, 24> bytes{};
    const View padded{bytes.data(), 2, 3, 8, PixelFormat::Rgb8};
    EXPECT_EQ(padded.row(0), bytes.data());
    EXPECT_EQ(padded.row(2), bytes.data() + 16);
}

TEST(View, FloatsAreReadFromTheirRow)
{
    const std::array<float, 6> values = {0, 1, 2, 3, 4, 5};
    const View view{static_cast<const std::uint8_t*>(static_cast<const void*>(values.data())), 3, 2, 12,
                    PixelFormat::Float};
    EXPECT_EQ(view.float_row(1)[2], 5);
}

TEST(View, WithoutAPixelItIsEmpty)
{
    EXPECT_TRUE(View{}.is_empty());
    const std::uint8_t byte = 0;
    EXPECT_FALSE((View{&byte, 1, 1, 1, PixelFormat::Grey8}.is_empty()));
    EXPECT_TRUE((View{&byte, 1, 0, 1, PixelFormat::Grey8}.is_empty()));
}

} // namespace
} // namespace tucai::base
