#include "base/files.h"
#include "image/decode.h"
#include "image/orient.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>

namespace tucai::image {
namespace {

Bytes bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

TEST(Decode, AnEmptyFileIsEmpty)
{
    EXPECT_EQ(word_of(decode(Bytes{}, {})), "image.empty");
}

TEST(Decode, WhatIsNoPictureIsSaidToBeNone)
{
    for (const std::string_view text : {"%PDF-1.4 nothing to see", "x", "<!doctype html>", "PK\3\4"})
        EXPECT_EQ(word_of(decode(bytes_of(text), {})), "image.not_an_image") << text;
    const std::string_view film("\0\0\0\x14"
                                "ftypisom\0\0\2\0mp41",
                                20);
    EXPECT_EQ(word_of(decode(bytes_of(film), {})), "image.not_an_image");
}

TEST(Decode, KnownFormatsThatAreNotReadAreNamed)
{
    for (const std::string_view head :
         {"GIF89a......", "BM..........", "<svg xmlns=''>", "8BPS", "\xFF\x0A"}) {
        const auto decoded = decode(bytes_of(head), {});
        EXPECT_EQ(word_of(decoded), "image.unsupported") << head;
        EXPECT_NE(decoded.error().message.find("Use JPEG"), std::string::npos) << "names what is read";
    }
}

TEST(Decode, TheFirstBytesDecideAndNotTheName)
{
    EXPECT_EQ(decode(jpeg_of(gradient()), {})->header.format, Format::Jpeg);
    EXPECT_EQ(decode(*encode_rgb_png(gradient().view()), {})->header.format, Format::Png);
}

TEST(Decode, CapsAreReadFromTheHeader)
{
    const auto jpeg = jpeg_of(gradient());
    const auto png = *encode_rgb_png(gradient().view());
    DecodeLimits few_pixels;
    few_pixels.max_pixels = 10'000;
    DecodeLimits short_sides;
    short_sides.max_side_px = 199;
    DecodeLimits few_bytes;
    few_bytes.max_bytes = 100;
    for (const auto& bytes : {jpeg, png}) {
        for (const auto& limits : {few_pixels, short_sides, few_bytes})
            EXPECT_EQ(read_header(bytes, limits).error().code, ErrorCode::ImageTooLarge);
        DecodeLimits long_sides;
        long_sides.min_side_px = 161;
        EXPECT_EQ(read_header(bytes, long_sides).error().code, ErrorCode::ImageTooSmall);
        long_sides.min_side_px = 160;
        EXPECT_TRUE(read_header(bytes, long_sides).has_value());
    }
}

TEST(Decode, TheHeaderAndThePictureAgree)
{
    for (const auto& bytes : {jpeg_of(gradient()), *encode_rgb_png(gradient().view()),
                              with_orientation(jpeg_of(gradient()), 6)}) {
        const auto header = read_header(bytes, {});
        const auto decoded = decode(bytes, {});
        ASSERT_TRUE(header.has_value());
        EXPECT_EQ(header->width, decoded->image.width);
        EXPECT_EQ(header->height, decoded->image.height);
        EXPECT_EQ(header->orientation, decoded->header.orientation);
    }
}

TEST(Upright, TwoTurnsThatUndoEachOtherChangeNothing)
{
    const int inverse[] = {0, 1, 2, 3, 4, 5, 8, 7, 6};
    for (int orientation = 1; orientation <= 8; ++orientation)
        EXPECT_EQ(upright(upright(gradient(), orientation), inverse[orientation]).rgb, gradient().rgb);
}

RC_GTEST_PROP(Decode, NoFlippedByteOrCutBreaksIt, ())
{
    static const Bytes files[] = {jpeg_of(gradient(240, 200), 70), progressive_jpeg(gradient(240, 200)),
                                  *encode_rgb_png(gradient(140, 130).view())};
    auto bytes = files[*rc::gen::inRange(0, 3)];
    const int flips = *rc::gen::inRange(0, 6);
    for (int i = 0; i < flips; ++i)
        bytes[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size())))] =
            static_cast<std::uint8_t>(*rc::gen::inRange(0, 256));
    bytes.resize(static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size()) + 1)));
    DecodeOptions options;
    options.limits.max_pixels = 4'000'000;
    const auto decoded = decode(bytes, options);
    if (decoded)
        RC_ASSERT(decoded->image.rgb.size() == static_cast<std::size_t>(decoded->image.width) *
                                                   static_cast<std::size_t>(decoded->image.height) * 3);
}

/// What each of the hostile files must come to; they lie outside the repository.
TEST(Decode, EveryHostileFileComesToItsError)
{
    const std::string folder = TUCAI_SOURCE_DIR "/../shared/data/hostile";
    std::ifstream table(folder + "/expected.csv");
    if (!table)
        GTEST_SKIP() << "SKIPPED: no hostile files beside the checkout";
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
        const auto comma = line.find(',');
        const auto expected = line.substr(comma + 1);
        const auto bytes = base::read_file(folder + "/" + line.substr(0, comma), 64U << 20U);
        ASSERT_TRUE(bytes.has_value()) << line;
        DecodeOptions options;
        options.heif_program = TUCAI_BINARY_DIR "/tucai-heif";
        const auto got = word_of(decode(*bytes, options));
        EXPECT_TRUE(expected == "any" || expected == got || (expected == "any_error" && got != "ok"))
            << line << ", got " << got;
    }
}

} // namespace
} // namespace tucai::image
