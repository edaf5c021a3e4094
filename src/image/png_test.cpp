#include "image/decode.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>
#include <png.h>

#include <cstring>
#include <functional>

namespace tucai::image {
namespace {

/// How a test's PNG is stored.
struct Form {
    int bits = 8;
    int colour = PNG_COLOR_TYPE_RGB;
    int interlace = PNG_INTERLACE_NONE;
};

/// A PNG of rows as they are stored; `more` may add to its header.
Bytes png_by(
    int width, int height, const Form& form, const std::function<Bytes(int)>& row,
    const std::function<void(png_structp, png_infop)>& more = [](png_structp, png_infop) {})
{
    Bytes bytes;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(
        png, &bytes,
        [](png_structp to, png_bytep data, std::size_t size) {
            auto& out = *static_cast<Bytes*>(png_get_io_ptr(to));
            out.insert(out.end(), data, data + size);
        },
        [](png_structp) {});
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), form.bits,
                 form.colour, form.interlace, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    more(png, info);
    png_write_info(png, info);
    std::vector<Bytes> rows;
    std::vector<png_bytep> starts;
    rows.reserve(static_cast<std::size_t>(height));
    starts.reserve(static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y)
        rows.push_back(row(y));
    for (auto& stored : rows)
        starts.push_back(stored.data());
    png_write_image(png, starts.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

/// A picture's row in 8 or (big-endian) 16 bits.
Bytes row_of(const Image& picture, int y, int bits)
{
    const auto* row = picture.row(y);
    if (bits == 8)
        return {row, row + 3 * picture.width};
    Bytes wide;
    for (int i = 0; i < 3 * picture.width; ++i)
        wide.insert(wide.end(), 2, row[i]); // times 257
    return wide;
}

Bytes png_of(
    const Image& picture, const Form& form,
    const std::function<void(png_structp, png_infop)>& more = [](png_structp, png_infop) {})
{
    return png_by(
        picture.width, picture.height, form, [&](int y) { return row_of(picture, y, form.bits); }, more);
}

/// Rows of one pixel's bytes, again and again.
std::function<Bytes(int)> all_of(const Bytes& pixel, int width = 160)
{
    return [=](int) {
        Bytes row;
        for (int x = 0; x < width; ++x)
            row.insert(row.end(), pixel.begin(), pixel.end());
        return row;
    };
}

/// A chunk, its checksum included, put before the first one of this name.
Bytes with_chunk(Bytes png, const char* before, const char* name, const Bytes& body)
{
    const auto big_endian = [](std::uint32_t value) {
        return Bytes{static_cast<std::uint8_t>(value >> 24U), static_cast<std::uint8_t>(value >> 16U & 0xFFU),
                     static_cast<std::uint8_t>(value >> 8U & 0xFFU),
                     static_cast<std::uint8_t>(value & 0xFFU)};
    };
    Bytes named(name, name + 4);
    named.insert(named.end(), body.begin(), body.end());
    std::uint32_t crc = 0xFFFFFFFF;
    for (const auto byte : named) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xEDB88320U : crc >> 1U;
    }
    Bytes chunk = big_endian(static_cast<std::uint32_t>(body.size()));
    chunk.insert(chunk.end(), named.begin(), named.end());
    const auto sum = big_endian(~crc);
    chunk.insert(chunk.end(), sum.begin(), sum.end());
    const std::string_view text(before, 4);
    const auto place = std::search(png.begin(), png.end(), text.begin(), text.end()) - 4;
    png.insert(place, chunk.begin(), chunk.end());
    return png;
}

TEST(Png, ComesBackToTheBitInterlacedOrNotOf8BitsOr16)
{
    for (const int bits : {8, 16})
        for (const int interlace : {PNG_INTERLACE_NONE, PNG_INTERLACE_ADAM7}) {
            const auto decoded = decode(png_of(gradient(), {bits, PNG_COLOR_TYPE_RGB, interlace}), {});
            ASSERT_TRUE(decoded.has_value());
            EXPECT_EQ(decoded->image.rgb, gradient().rgb) << bits << " bits, interlace " << interlace;
            EXPECT_TRUE(decoded->warnings.empty());
        }
}

TEST(Png, SixteenBitsAreRoundedAndNotCut)
{
    const Bytes nearly_101 = {100, 228, 100, 100, 101, 101}; // 25828 is 100.498, 25700 is 100, 25957 is 101
    const auto decoded = decode(png_by(160, 160, {16}, all_of(nearly_101)), {});
    EXPECT_LE(distance_from(decoded->image, {100, 100, 101}), 0);
    const Bytes over_half = {100, 229, 100, 100, 101, 101}; // 25829 is 100.502
    EXPECT_LE(distance_from(decode(png_by(160, 160, {16}, all_of(over_half)), {})->image, {101, 100, 101}),
              0);
}

TEST(Png, GreyOfEveryDepthBecomesRgb)
{
    struct Depth {
        int bits;
        Bytes byte;
        std::uint8_t level;
    };
    for (const auto& [bits, byte, level] :
         {Depth{1, {0xFF}, 255}, Depth{2, {0xAA}, 170}, Depth{4, {0x99}, 153}, Depth{8, {90}, 90},
          Depth{16, {90, 90}, 90}}) {
        const auto decoded = decode(png_by(160, 160, {bits, PNG_COLOR_TYPE_GRAY}, all_of(byte)), {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_EQ(distance_from(decoded->image, {level, level, level}), 0) << bits;
    }
}

TEST(Png, APaletteIsLookedUpAndItsTransparencyLaidOverWhite)
{
    const auto more = [](bool is_transparent) {
        return [=](png_structp png, png_infop info) {
            const png_color colours[] = {{10, 20, 30}, {200, 120, 110}};
            png_set_PLTE(png, info, colours, 2);
            const png_byte alphas[] = {255, 0};
            if (is_transparent)
                png_set_tRNS(png, info, alphas, 2, nullptr);
        };
    };
    const Form form{8, PNG_COLOR_TYPE_PALETTE};
    const auto opaque = decode(png_by(160, 160, form, all_of({1}), more(false)), {});
    ASSERT_TRUE(opaque.has_value());
    EXPECT_EQ(distance_from(opaque->image, {200, 120, 110}), 0);
    const auto clear = decode(png_by(160, 160, form, all_of({1}), more(true)), {});
    ASSERT_TRUE(clear.has_value());
    EXPECT_EQ(distance_from(clear->image, {255, 255, 255}), 0);
    EXPECT_TRUE(warns(*clear, "image.transparent"));
}

TEST(Png, AlphaIsLaidOverWhiteInBothDepthsAndInGrey)
{
    struct Case {
        Form form;
        Bytes pixel;
        Colour over_white;
    };
    for (const auto& [form, pixel, expected] :
         {Case{{8, PNG_COLOR_TYPE_RGB_ALPHA}, {200, 100, 0, 51}, {244, 224, 204}},
          Case{{16, PNG_COLOR_TYPE_RGB_ALPHA}, {200, 200, 100, 100, 0, 0, 51, 51}, {244, 224, 204}},
          Case{{8, PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_ADAM7}, {200, 100, 0, 51}, {244, 224, 204}},
          Case{{8, PNG_COLOR_TYPE_GRAY_ALPHA}, {100, 51}, {224, 224, 224}}}) {
        const auto decoded = decode(png_by(160, 160, form, all_of(pixel)), {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_EQ(distance_from(decoded->image, expected), 0);
        EXPECT_TRUE(warns(*decoded, "image.transparent"));
    }
    const auto opaque = decode(png_by(160, 160, {8, PNG_COLOR_TYPE_RGB_ALPHA}, all_of({9, 9, 9, 255})), {});
    EXPECT_TRUE(opaque->warnings.empty());
}

TEST(Png, AProfileCountsInBothDepths)
{
    const auto icc = display_p3();
    const auto profiled = [&](png_structp png, png_infop info) {
        png_set_iCCP(png, info, "P3", 0, icc.data(), static_cast<png_uint_32>(icc.size()));
    };
    for (const int bits : {8, 16}) {
        const auto decoded = decode(png_of(one_colour({200, 120, 110}), {bits}, profiled), {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_LE(distance_from(decoded->image, {213, 115, 106}), 2) << bits;
    }
}

TEST(Png, AGreyProfileCountsForGreyInBothDepths)
{
    const auto icc = grey_profile(1.0);
    const auto profiled = [&](png_structp png, png_infop info) {
        png_set_iCCP(png, info, "linear", 0, icc.data(), static_cast<png_uint_32>(icc.size()));
    };
    for (const auto& [bits, pixel] : {std::pair{8, Bytes{55}}, {16, Bytes{55, 55}}}) {
        const auto decoded =
            decode(png_by(160, 160, {bits, PNG_COLOR_TYPE_GRAY}, all_of(pixel), profiled), {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_LE(distance_from(decoded->image, {128, 128, 128}), 2) << bits; // 55/255 of the light
    }
}

TEST(Png, AGarbledProfileIsIgnoredAloud)
{
    const auto png = with_chunk(*encode_rgb_png(gradient().view()), "IDAT", "iCCP", {'x', 0, 0, 1, 2, 3});
    const auto decoded = decode(png, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(warns(*decoded, "image.profile_ignored"));
    EXPECT_EQ(decoded->image.rgb, gradient().rgb);
}

TEST(Png, ExifTurnsIt)
{
    const auto png = with_chunk(*encode_rgb_png(gradient().view()), "IDAT", "eXIf", exif_block(6));
    const auto decoded = decode(png, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(decoded->image.width, 160);
    EXPECT_EQ(decoded->image.row(0)[0], gradient().row(159)[0]) << "the lower left corner comes up";
}

TEST(Png, OfAnAnimatedOneTheFirstFrameIsTaken)
{
    const auto png = with_chunk(*encode_rgb_png(gradient().view()), "IDAT", "acTL", {0, 0, 0, 2, 0, 0, 0, 0});
    const auto decoded = decode(png, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(warns(*decoded, "image.first_frame"));
}

TEST(Png, CutAnywhereIsTruncated)
{
    for (const int interlace : {PNG_INTERLACE_NONE, PNG_INTERLACE_ADAM7}) {
        const auto whole = png_of(gradient(), {8, PNG_COLOR_TYPE_RGB, interlace});
        for (const int percent : {2, 5, 20, 50, 80, 95})
            EXPECT_EQ(
                word_of(decode(head_of(whole, whole.size() * static_cast<std::size_t>(percent) / 100), {})),
                "image.truncated")
                << percent << " %";
    }
}

TEST(Png, WithoutItsEndMarkItIsRecovered)
{
    for (const int interlace : {PNG_INTERLACE_NONE, PNG_INTERLACE_ADAM7}) {
        const auto whole = png_of(gradient(), {8, PNG_COLOR_TYPE_RGB, interlace});
        const auto decoded = decode(head_of(whole, whole.size() - 12), {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_TRUE(warns(*decoded, "image.recovered"));
        EXPECT_EQ(decoded->image.rgb, gradient().rgb);
    }
}

TEST(Png, ABadChecksumIsDamage)
{
    auto png = *encode_rgb_png(gradient().view());
    png[png.size() - 14] ^= 0x40; // in the checksum of the last chunk of pixels
    EXPECT_EQ(word_of(decode(png, {})), "image.damaged");
    auto torn = *encode_rgb_png(gradient().view());
    torn[torn.size() / 2] ^= 0x40;
    EXPECT_EQ(word_of(decode(torn, {})), "image.damaged");
}

TEST(Png, AHeaderThatLiesIsNotBelieved)
{
    const auto png = *encode_rgb_png(gradient().view());
    const auto first = png_of(gradient(200, 3000), {});
    // The header chunk of a larger picture before this one's pixels.
    Bytes larger(first.begin(), first.begin() + 33);
    larger.insert(larger.end(), png.begin() + 33, png.end());
    EXPECT_EQ(word_of(decode(larger, {})), "image.damaged");
    Bytes no_header(png.begin(), png.begin() + 8);
    no_header.insert(no_header.end(), png.begin() + 33, png.end());
    EXPECT_EQ(word_of(decode(no_header, {})), "image.damaged");
    auto two_headers = png;
    two_headers.insert(two_headers.begin() + 33, larger.begin() + 8, larger.begin() + 33);
    EXPECT_EQ(word_of(decode(two_headers, {})), "image.damaged");
}

} // namespace
} // namespace tucai::image
