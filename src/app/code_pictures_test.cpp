#include "app/code_pictures.h"
#include "image/qr_draw.h"

#include <gtest/gtest.h>

namespace tucai::app {
namespace {

bool is_any(std::string_view)
{
    return true;
}

TEST(QrPictures, ReadsTheCodeOfAPictureFile)
{
    const auto file = image::qr_png("TC1.abc").value();
    EXPECT_EQ(QrPictures({}).texts_in(file, is_any)->front(), "TC1.abc");
}

TEST(QrPictures, ASmallPictureIsEnough)
{
    const auto file = image::qr_png("TC1.abc", {image::QrLevel::Low, 2, 4}).value(); // 58 pixels
    EXPECT_EQ(QrPictures({}).texts_in(file, is_any)->front(), "TC1.abc");
}

TEST(QrPictures, WhatIsNoPictureSaysSo)
{
    const base::ByteVector text = {'T', 'C', '1', '.', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x'};
    EXPECT_EQ(QrPictures({}).texts_in(text, is_any).error().code, ErrorCode::ImageNotAnImage);
    EXPECT_EQ(QrPictures({}).texts_in({}, is_any).error().code, ErrorCode::ImageEmpty);
}

} // namespace
} // namespace tucai::app
