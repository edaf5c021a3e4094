#include "base/geometry.h"
#include "image/decode.h"
#include "image/jpeg_segments.h"
#include "image/orient.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <ostream>

namespace tucai::image {
namespace {

Bytes sequential_in_three_scans(const Image& picture)
{
    return jpeg_by(picture, [](auto& info) {
        static const jpeg_scan_info scans[] = {
            {1, {0}, 0, 63, 0, 0}, {1, {1}, 0, 63, 0, 0}, {1, {2}, 0, 63, 0, 0}};
        info.scan_info = scans;
        info.num_scans = 3;
    });
}

Bytes with_restart_markers(const Image& picture)
{
    return jpeg_by(picture, [](auto& info) { info.restart_in_rows = 1; });
}

/// Where the segment with this marker begins, the n-th of its kind.
std::size_t find_marker(const Bytes& jpeg, std::uint8_t marker, int n = 0)
{
    for (std::size_t at = 2; at + 1 < jpeg.size(); ++at)
        if (jpeg[at] == 0xFF && jpeg[at + 1] == marker && n-- == 0)
            return at;
    ADD_FAILURE() << "no such marker";
    return 0;
}

struct Form {
    const char* name;
    Bytes (*make)(const Image&);
};

std::ostream& operator<<(std::ostream& out, const Form& form)
{
    return out << form.name;
}

class EveryForm : public testing::TestWithParam<Form> {};

INSTANTIATE_TEST_SUITE_P(
    Jpeg, EveryForm,
    testing::Values(
        Form{"baseline", [](const Image& p) { return jpeg_by(p, [](auto&) {}); }}, // 4:2:0 by default
        Form{"full_chroma", [](const Image& p) { return jpeg_of(p); }}, Form{"progressive", progressive_jpeg},
        Form{"three_scans", sequential_in_three_scans}, Form{"restart_markers", with_restart_markers},
        Form{"rgb",
             [](const Image& p) { return jpeg_by(p, [](auto& i) { jpeg_set_colorspace(&i, JCS_RGB); }); }}),
    [](const auto& test) { return test.param.name; });

TEST_P(EveryForm, ComesBackAsItWas)
{
    const auto decoded = decode(GetParam().make(gradient()), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LT(mean_difference(decoded->image, gradient()), 1.5);
    EXPECT_TRUE(decoded->warnings.empty());
}

TEST_P(EveryForm, CutAnywhereAboveItsEndIsTruncated)
{
    const auto whole = GetParam().make(gradient(400, 600));
    for (const int percent : {3, 10, 40, 70, 85, 95}) {
        const auto cut = head_of(whole, whole.size() * static_cast<std::size_t>(percent) / 100);
        EXPECT_EQ(word_of(decode(cut, {})), "image.truncated") << percent << " %";
        DecodeOptions scaled;
        scaled.enough_long_side_px = 60; // 600 / 8: a row of blocks is a larger part of fewer rows
        EXPECT_EQ(word_of(decode(cut, scaled)), "image.truncated") << percent << " %, scaled";
    }
}

TEST_P(EveryForm, CutAndClosedIsTruncatedToo)
{
    auto cut = GetParam().make(gradient(400, 600));
    cut.resize(cut.size() / 2);
    cut.insert(cut.end(), {0xFF, 0xD9});
    EXPECT_EQ(word_of(decode(cut, {})), "image.truncated");
}

TEST_P(EveryForm, WithoutItsEndMarkerIsRecovered)
{
    auto jpeg = GetParam().make(gradient(400, 600));
    jpeg.resize(jpeg.size() - 2);
    const auto decoded = decode(jpeg, {});
    ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
    EXPECT_TRUE(warns(*decoded, "image.recovered"));
    EXPECT_LT(mean_difference(decoded->image, gradient(400, 600)), 1.5);
}

TEST(Jpeg, AProgressiveOneCutAtTheStartOfItsLastScanIsTruncated)
{
    const auto whole = progressive_jpeg(gradient(400, 600));
    const auto last_scan = find_marker(whole, 0xDA, 9);
    EXPECT_EQ(word_of(decode(head_of(whole, last_scan + 20), {})), "image.truncated");
    EXPECT_EQ(word_of(decode(head_of(whole, last_scan), {})), "image.truncated");
}

TEST(Jpeg, CutInItsLastRowOfBlocksIsRecovered)
{
    const auto whole = jpeg_of(gradient(400, 600));
    const auto decoded = decode(head_of(whole, whole.size() - 20), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(warns(*decoded, "image.recovered"));
}

TEST(Jpeg, ATornPieceBetweenRestartMarkersIsRecovered)
{
    auto jpeg = with_restart_markers(gradient(400, 600));
    const auto second = find_marker(jpeg, 0xD1);
    jpeg.erase(jpeg.begin() + static_cast<std::ptrdiff_t>(second - 20),
               jpeg.begin() + static_cast<std::ptrdiff_t>(second));
    const auto decoded = decode(jpeg, {});
    ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
    EXPECT_TRUE(warns(*decoded, "image.recovered"));
}

TEST(Jpeg, WhatFollowsTheEndMarkerIsIgnored)
{
    auto jpeg = jpeg_of(gradient());
    jpeg.insert(jpeg.end(), 5000, 0xAB);
    const auto decoded = decode(jpeg, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(decoded->warnings.empty());
}

TEST(Jpeg, ScansWithoutEndAreDamage)
{
    const auto whole = progressive_jpeg(gradient());
    const auto scan = static_cast<std::ptrdiff_t>(find_marker(whole, 0xDA, 9));
    const Bytes last(whole.begin() + scan, whole.end() - 2);
    Bytes bomb(whole.begin(), whole.end() - 2);
    for (int i = 0; i < 200; ++i)
        bomb.insert(bomb.end(), last.begin(), last.end());
    bomb.insert(bomb.end(), {0xFF, 0xD9});
    EXPECT_EQ(word_of(decode(bomb, {})), "image.damaged");
}

TEST(Jpeg, AHeaderThatLiesIsNotBelieved)
{
    const auto set_size = [](Bytes jpeg, int width, int height) {
        const auto frame = find_marker(jpeg, 0xC0);
        jpeg[frame + 5] = static_cast<std::uint8_t>(height >> 8);
        jpeg[frame + 6] = static_cast<std::uint8_t>(height & 0xFF);
        jpeg[frame + 7] = static_cast<std::uint8_t>(width >> 8);
        jpeg[frame + 8] = static_cast<std::uint8_t>(width & 0xFF);
        return jpeg;
    };
    const auto jpeg = jpeg_of(gradient());
    EXPECT_EQ(word_of(decode(set_size(jpeg, 65500, 65500), {})), "image.too_large");
    EXPECT_EQ(word_of(decode(set_size(jpeg, 200, 0), {})), "image.damaged");
    EXPECT_EQ(word_of(decode(set_size(jpeg, 9000, 9000), {})), "image.truncated")
        << "pixels that are not there";
    const auto two_frames = with_segment(jpeg, 0xC0, "", {8, 0, 130, 0, 130, 1, 1, 0x11, 0});
    EXPECT_EQ(word_of(decode(two_frames, {})), "image.damaged");
}

TEST(Jpeg, KindsThatNoCameraWritesAreUnsupported)
{
    for (const int kind : {0xC3, 0xC9, 0xCA, 0xCB}) { // lossless; arithmetic
        auto jpeg = jpeg_of(gradient());
        jpeg[find_marker(jpeg, 0xC0) + 1] = static_cast<std::uint8_t>(kind);
        EXPECT_EQ(word_of(decode(jpeg, {})), "image.unsupported");
    }
    auto twelve_bits = jpeg_of(gradient());
    twelve_bits[find_marker(twelve_bits, 0xC0) + 4] = 12;
    EXPECT_EQ(word_of(decode(twelve_bits, {})), "image.unsupported");
    const auto two_channels = jpeg_by(Bytes(200 * 160 * 2, 90), 200, 160, 2, JCS_UNKNOWN, [](auto&) {});
    EXPECT_EQ(word_of(decode(two_channels, {})), "image.unsupported");
}

TEST(Jpeg, GreyBecomesRgb)
{
    const auto decoded = decode(jpeg_by(Bytes(200 * 160, 90), 200, 160, 1, JCS_GRAYSCALE, [](auto&) {}), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LE(distance_from(decoded->image, {90, 90, 90}), 1);
}

/// A fifth of cyan, half of magenta, a tenth of black.
Bytes cmyk_jpeg(bool is_inverted, J_COLOR_SPACE stored, bool has_adobe_marker)
{
    Bytes samples;
    for (int i = 0; i < 200 * 160; ++i)
        for (const int ink : {51, 128, 0, 25})
            samples.push_back(static_cast<std::uint8_t>(is_inverted ? 255 - ink : ink));
    return jpeg_by(samples, 200, 160, 4, JCS_CMYK, [&](auto& info) {
        jpeg_set_colorspace(&info, stored);
        info.write_Adobe_marker = has_adobe_marker ? TRUE : FALSE;
    });
}

TEST(Jpeg, CmykBecomesRgbWhicheverWayItsInkCounts)
{
    const Colour expected = {184, 115, 230}; // (1 - ink) * (1 - black)
    for (const auto& jpeg : {cmyk_jpeg(true, JCS_CMYK, true), cmyk_jpeg(true, JCS_YCCK, true),
                             cmyk_jpeg(false, JCS_CMYK, false)}) {
        const auto decoded = decode(jpeg, {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_LE(distance_from(decoded->image, expected), 3);
    }
}

class Orientation : public testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(All, Orientation, testing::Range(1, 9));

TEST_P(Orientation, StoredTurnedAndMarkedSoComesUpright)
{
    // What a camera stores is the upright picture turned back.
    const int inverse[] = {0, 1, 2, 3, 4, 5, 8, 7, 6};
    const auto stored = upright(gradient(), inverse[GetParam()]);
    const auto decoded = decode(with_orientation(jpeg_of(stored), GetParam()), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LT(mean_difference(decoded->image, gradient()), 1.5);
    EXPECT_EQ(decoded->header.width, 200);
    EXPECT_EQ(decoded->header.height, 160);
}

/// Where a point of a stored picture comes to lie when it is turned upright, as EXIF defines it.
base::Point turned(base::Point p, int orientation, double width, double height)
{
    const base::Point places[] = {
        p,          {width - p.x, p.y},  {width - p.x, height - p.y}, {p.x, height - p.y},
        {p.y, p.x}, {height - p.y, p.x}, {height - p.y, width - p.x}, {p.y, width - p.x}};
    return places[orientation - 1];
}

/// Where a line of levels steps between dark and light, from its areas: exact for any part of a pixel.
double step_of(int size, const std::function<int(int)>& level)
{
    const double first = level(0);
    const double last = level(size - 1);
    double sum = 0;
    for (int i = 0; i < size; ++i)
        sum += (level(i) - last) / (first - last);
    return sum;
}

TEST_P(Orientation, AScaledPictureSaysWhereItsPixelsLieToAHundredth)
{
    // 805 and 647 leave a rest by 8, so that mirrored sides have an offset. The edges lie between blocks, so
    // that every block is flat and its size alone counts.
    const int width = 805;
    const int height = 647;
    const base::Point edge = {320, 192};
    Image stored(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            std::fill_n(stored.row(y) + 3 * x, 3, (x >= edge.x) != (y >= edge.y) ? 235 : 20);
    const auto jpeg = with_orientation(jpeg_of(stored, 98), GetParam());
    const auto expected = turned(edge, GetParam(), width, height);
    for (const auto& [enough, scale] : {std::pair{0, 1.0}, {400, 0.5}, {200, 0.25}, {100, 0.125}}) {
        DecodeOptions options;
        options.enough_long_side_px = enough;
        const auto decoded = decode(jpeg, options);
        ASSERT_TRUE(decoded.has_value());
        ASSERT_EQ(decoded->scale, scale);
        const auto& image = decoded->image;
        const double x = step_of(image.width, [&](int i) { return image.row(3)[3 * i]; });
        const double y = step_of(image.height, [&](int i) { return image.row(i)[3 * 3]; });
        EXPECT_NEAR(x, scale * expected.x + decoded->offset_x, 0.01) << scale;
        EXPECT_NEAR(y, scale * expected.y + decoded->offset_y, 0.01) << scale;
    }
}

TEST(Jpeg, AnOrientationOutOfRangeIsUpright)
{
    for (const int orientation : {0, 9, 99}) {
        const auto decoded = decode(with_orientation(jpeg_of(gradient()), orientation), {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_LT(mean_difference(decoded->image, gradient()), 1.5);
    }
}

TEST(Jpeg, IsScaledToTheSmallestSizeThatIsEnough)
{
    const auto jpeg = jpeg_of(gradient(1600, 1200));
    for (const auto& [enough, width] :
         {std::pair{0, 1600}, {1600, 1600}, {801, 1600}, {800, 800}, {400, 400}, {100, 200}}) {
        DecodeOptions options;
        options.enough_long_side_px = enough;
        const auto decoded = decode(jpeg, options);
        ASSERT_TRUE(decoded.has_value());
        EXPECT_EQ(decoded->image.width, width) << enough;
    }
}

TEST(Jpeg, AProfileInPiecesIsPutTogether)
{
    const auto jpeg = jpeg_of(one_colour({200, 120, 110}), 100);
    for (const std::size_t pieces : {1U, 3U}) {
        const auto decoded = decode(with_icc(jpeg, display_p3(), pieces), {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_LE(distance_from(decoded->image, {213, 115, 106}), 3);
        EXPECT_TRUE(decoded->warnings.empty());
    }
}

TEST(Jpeg, AProfileThatLacksAPieceIsIgnoredAloud)
{
    const auto jpeg = jpeg_of(one_colour({200, 120, 110}), 100);
    auto torn = with_icc(jpeg, display_p3(), 3);
    const auto second = find_marker(torn, 0xE2, 1);
    torn[second + 1] = 0xEF; // another application's now
    for (const auto& bytes : {torn, with_icc(jpeg, Bytes(500, 0x5A))}) {
        const auto decoded = decode(bytes, {});
        ASSERT_TRUE(decoded.has_value());
        EXPECT_LE(distance_from(decoded->image, {200, 120, 110}), 2);
        EXPECT_TRUE(warns(*decoded, "image.profile_ignored"));
    }
}

} // namespace
} // namespace tucai::image
