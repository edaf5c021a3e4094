#include "base/files.h"
#include "image/colour.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/jpeg_segments.h"
#include "image/opencv.h"
#include "image/orient.h"
#include "image/resample.h"

#include <gtest/gtest.h>
#include <jpeglib.h>
#include <lcms2.h>
#include <rapidcheck/gtest.h>
#include <webp/encode.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace tucai::image {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// A picture whose every corner has its own colour, so that turning it shows.
Image gradient(int width = 200, int height = 160)
{
    Image picture(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            auto* p = picture.row(y) + 3 * x;
            p[0] = static_cast<std::uint8_t>(40 + 180 * x / width);
            p[1] = static_cast<std::uint8_t>(40 + 180 * y / height);
            p[2] = static_cast<std::uint8_t>(120);
        }
    return picture;
}

Bytes jpeg_of(const Image& picture, int quality = 92)
{
    return *encode_jpeg(picture.view(), {quality, Subsampling::S444, 300});
}

/// An EXIF segment that says an orientation, put behind the start marker.
Bytes with_orientation(const Bytes& jpeg, int orientation)
{
    Bytes out = {0xFF,
                 0xD8,
                 0xFF,
                 0xE1,
                 0,
                 34,
                 'E',
                 'x',
                 'i',
                 'f',
                 0,
                 0,
                 'I',
                 'I',
                 '*',
                 0,
                 8,
                 0,
                 0,
                 0,
                 1,
                 0,
                 0x12,
                 1,
                 3,
                 0,
                 1,
                 0,
                 0,
                 0,
                 static_cast<std::uint8_t>(orientation),
                 0,
                 0,
                 0,
                 0,
                 0,
                 0,
                 0};
    out[5] = static_cast<std::uint8_t>(out.size() - 4);
    Bytes whole(out.size() + jpeg.size() - 2);
    std::copy(jpeg.begin() + 2, jpeg.end(), std::copy(out.begin(), out.end(), whole.begin()));
    return whole;
}

double mean_difference(const Image& a, const Image& b)
{
    if (a.width != b.width || a.height != b.height)
        return 1e9;
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i)
        sum += std::abs(int{a.rgb[i]} - int{b.rgb[i]});
    return sum / static_cast<double>(a.rgb.size());
}

ErrorCode code_of(const Result<Decoded>& decoded)
{
    return decoded ? ErrorCode::Internal : decoded.error().code;
}

bool warns(const Decoded& decoded, const std::string& code)
{
    return std::any_of(decoded.warnings.begin(), decoded.warnings.end(),
                       [&](const auto& w) { return w.code == code; });
}

TEST(Decode, AJpegComesBackAsItWas)
{
    const auto decoded = decode(jpeg_of(gradient()), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LT(mean_difference(decoded->image, gradient()), 1.5);
    EXPECT_EQ(decoded->header.format, Format::Jpeg);
    EXPECT_TRUE(decoded->warnings.empty());
}

class Orientation : public testing::TestWithParam<int> {};

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

TEST_P(Orientation, AScaledPictureSaysWhereItsPixelsLie)
{
    // 805 and 647 leave a rest by 8, so that mirrored sides have an offset. One quarter is white: its two
    // edges are found in the decoded picture to a fraction of a pixel.
    Image source(805, 647);
    for (int y = 0; y < source.height; ++y)
        for (int x = 0; x < source.width; ++x)
            std::fill_n(source.row(y) + 3 * x, 3, x >= 331 && y >= 202 ? 235 : 20);
    const int inverse[] = {0, 1, 2, 3, 4, 5, 8, 7, 6};
    const auto stored = upright(source, inverse[GetParam()]);
    DecodeOptions options;
    options.enough_long_side_px = 400;
    const auto decoded = decode(with_orientation(jpeg_of(stored, 98), GetParam()), options);
    ASSERT_TRUE(decoded.has_value());
    ASSERT_EQ(decoded->scale, 0.5);
    const auto share = [](int value) { return (235.0 - value) / 215; };
    double left = 0;
    double top = 0;
    for (int x = 0; x < 300; ++x)
        left += share(decoded->image.row(250)[3 * x]);
    for (int y = 0; y < 250; ++y)
        top += share(decoded->image.row(y)[3 * 300]);
    EXPECT_NEAR(left, decoded->scale * 331 + decoded->offset_x, 0.1);
    EXPECT_NEAR(top, decoded->scale * 202 + decoded->offset_y, 0.1);
}

INSTANTIATE_TEST_SUITE_P(All, Orientation, testing::Range(1, 9));

TEST(Decode, AnOrientationOutOfRangeIsUpright)
{
    const auto decoded = decode(with_orientation(jpeg_of(gradient()), 99), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LT(mean_difference(decoded->image, gradient()), 1.5);
}

TEST(Decode, ScalesAJpegToTheSmallestSizeThatIsEnough)
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

TEST(Decode, AnEmptyFileIsEmpty)
{
    EXPECT_EQ(code_of(decode(Bytes{}, {})), ErrorCode::ImageEmpty);
}

TEST(Decode, TextIsNoPicture)
{
    const std::string text = "%PDF-1.4 nothing to see";
    EXPECT_EQ(code_of(decode(Bytes(text.begin(), text.end()), {})), ErrorCode::ImageNotAnImage);
}

TEST(Decode, KnownFormatsThatAreNotReadAreNamed)
{
    for (const std::string head : {"GIF89a......", "BM..........", "<svg xmlns=''>"}) {
        const auto decoded = decode(Bytes(head.begin(), head.end()), {});
        EXPECT_EQ(code_of(decoded), ErrorCode::ImageUnsupported) << head;
        EXPECT_NE(decoded.error().message.find("JPEG"), std::string::npos) << "names what is read";
    }
}

TEST(Decode, HalfAJpegIsTruncated)
{
    auto jpeg = jpeg_of(gradient(800, 600));
    jpeg.resize(jpeg.size() / 2);
    EXPECT_EQ(code_of(decode(jpeg, {})), ErrorCode::ImageTruncated);
}

TEST(Decode, AJpegWithoutItsEndMarkerIsRecovered)
{
    auto jpeg = jpeg_of(gradient(800, 600));
    jpeg.resize(jpeg.size() - 2);
    const auto decoded = decode(jpeg, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(warns(*decoded, "image.recovered"));
}

TEST(Decode, WhatFollowsTheEndMarkerIsIgnored)
{
    auto jpeg = jpeg_of(gradient());
    jpeg.insert(jpeg.end(), 5000, 0xAB);
    const auto decoded = decode(jpeg, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(decoded->warnings.empty());
}

TEST(Decode, CapsAreReadFromTheHeader)
{
    DecodeLimits limits;
    limits.max_pixels = 10'000;
    EXPECT_EQ(read_header(jpeg_of(gradient()), limits).error().code, ErrorCode::ImageTooLarge);
    limits = {};
    limits.min_side_px = 400;
    EXPECT_EQ(read_header(jpeg_of(gradient()), limits).error().code, ErrorCode::ImageTooSmall);
    limits = {};
    limits.max_bytes = 100;
    EXPECT_EQ(read_header(jpeg_of(gradient()), limits).error().code, ErrorCode::ImageTooLarge);
}

TEST(Decode, APngComesBackToTheBit)
{
    const auto decoded = decode(*encode_rgb_png(gradient().view()), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(decoded->image.rgb, gradient().rgb);
    EXPECT_EQ(decoded->header.format, Format::Png);
}

TEST(Decode, ABadChecksumInAPngIsDamage)
{
    auto png = *encode_rgb_png(gradient().view());
    png[png.size() / 2] ^= 0x40;
    const auto code = code_of(decode(png, {}));
    EXPECT_TRUE(code == ErrorCode::ImageDamaged || code == ErrorCode::ImageTruncated);
}

TEST(Decode, AWebpComesBackToTheBitWhereItLosesNothing)
{
    std::uint8_t* out = nullptr;
    const auto picture = gradient();
    const auto size =
        WebPEncodeLosslessRGB(picture.rgb.data(), picture.width, picture.height, picture.width * 3, &out);
    const Bytes webp(out, out + size);
    WebPFree(out);
    const auto decoded = decode(webp, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(decoded->image.rgb, picture.rgb);
    EXPECT_EQ(code_of(decode(Bytes(webp.begin(), webp.begin() + static_cast<std::ptrdiff_t>(size / 2)), {})),
              ErrorCode::ImageTruncated);
}

/// Display P3: DCI primaries, D65, the sRGB curve.
Bytes display_p3()
{
    const cmsCIExyY white = {0.3127, 0.3290, 1};
    const cmsCIExyYTRIPLE primaries = {{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}};
    const cmsFloat64Number curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve* gamma = cmsBuildParametricToneCurve(nullptr, 4, curve);
    cmsToneCurve* curves[] = {gamma, gamma, gamma};
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    Bytes icc(size);
    cmsSaveProfileToMem(profile, icc.data(), &size);
    cmsCloseProfile(profile);
    cmsFreeToneCurve(gamma);
    return icc;
}

TEST(Colour, AWideGamutProfileMakesColoursStronger)
{
    Image picture(120, 120);
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
        picture.rgb[i] = 200;
        picture.rgb[i + 1] = 120;
        picture.rgb[i + 2] = 110;
    }
    EXPECT_EQ(to_srgb(picture, display_p3()), ColourOutcome::Converted);
    EXPECT_GT(picture.rgb[0], 205); // the same red needs more of sRGB's
    EXPECT_LT(picture.rgb[1], 119);
}

TEST(Colour, GarbageForAProfileChangesNothing)
{
    auto picture = gradient();
    const Bytes garbage(500, 0x5A);
    EXPECT_EQ(to_srgb(picture, garbage), ColourOutcome::Ignored);
    EXPECT_EQ(picture.rgb, gradient().rgb);
}

RC_GTEST_PROP(Decode, NoFlippedByteOrCutBreaksIt, ())
{
    static const auto jpeg = jpeg_of(gradient(240, 200), 70);
    static const auto png = *encode_rgb_png(gradient(140, 130).view());
    auto bytes = *rc::gen::arbitrary<bool>() ? jpeg : png;
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

TEST(Heif, AMissingProgramIsSaid)
{
    DecodeOptions options;
    options.heif_program = "/nowhere/tucai-heif";
    const std::string head("\0\0\0\x18"
                           "ftypheic\0\0\0\0mif1heic",
                           24);
    const auto decoded = decode(Bytes(head.begin(), head.end()), options);
    EXPECT_EQ(code_of(decoded), ErrorCode::ImageUnsupported);
}

TEST(Heif, GarbageBehindItsHeadIsAnErrorAndNoMore)
{
    DecodeOptions options;
    options.heif_program = TUCAI_BINARY_DIR "/tucai-heif";
    std::string text("\0\0\0\x18"
                     "ftypheic\0\0\0\0mif1heic",
                     24);
    text += std::string(4000, 'x');
    EXPECT_FALSE(decode(Bytes(text.begin(), text.end()), options).has_value());
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
        const auto decoded = decode(*bytes, options);
        const std::string got = decoded ? "ok" : std::string(error_word(decoded.error().code));
        EXPECT_TRUE(expected == "any" || expected == got || (expected == "any_error" && got != "ok"))
            << line << ", got " << got;
    }
}

TEST(Encode, TheWindowIsMetByDetailAndByFlatness)
{
    cv::Mat noise(640, 480, CV_8UC3);
    cv::RNG random(3);
    random.fill(noise, cv::RNG::UNIFORM, 90, 160);
    Image busy(480, 640);
    noise.copyTo(as_mat(busy));
    const auto fitted = encode_jpeg_within(busy.view(), {20480, 90000, 20, 300});
    ASSERT_TRUE(fitted.has_value());
    EXPECT_LE(fitted->bytes.size(), 90000U);
    // One quality more would not fit.
    auto options = fitted->options;
    options.quality += 1;
    EXPECT_GT(encode_jpeg(busy.view(), options)->size(), 90000U);
}

TEST(Encode, AFlatPictureIsTooSmallAndSaysSo)
{
    const Image flat(480, 640);
    const auto fitted = encode_jpeg_within(flat.view(), {20480, 40000, 60, 300});
    ASSERT_FALSE(fitted.has_value());
    EXPECT_EQ(fitted.error().code, ErrorCode::Internal);
}

TEST(Encode, SamePixelsSameBytes)
{
    EXPECT_EQ(jpeg_of(gradient()), jpeg_of(gradient()));
}

TEST(Encode, TheFileSaysItsDensityAndNothingElse)
{
    const auto jpeg = jpeg_of(gradient());
    EXPECT_EQ(jpeg[13], 1);
    EXPECT_EQ(jpeg[14] << 8 | jpeg[15], 300);
    const auto segments = read_jpeg_segments(jpeg);
    EXPECT_TRUE(segments.icc.empty());
    EXPECT_EQ(segments.orientation, 1);
}

TEST(Resample, AShiftOfHalfAPixelIsTheMeanOfTwo)
{
    Image source(4, 1);
    for (int x = 0; x < 4; ++x)
        source.rgb[static_cast<std::size_t>(3 * x)] = static_cast<std::uint8_t>(40 * x);
    const auto out = resample(source, {1, -0.5, 0}, 3, 1);
    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(out->image.rgb[0], 20);
    EXPECT_EQ(out->image.rgb[3], 60);
}

TEST(Resample, CoverSaysWhatTheSourceReaches)
{
    const auto out = resample(gradient(100, 100), {1, 10.5, 0}, 120, 100);
    ASSERT_TRUE(out.has_value());
    EXPECT_EQ(out->cover.row(5)[9], 0);
    EXPECT_NEAR(out->cover.row(5)[10], 0.5, 1e-6);
    EXPECT_EQ(out->cover.row(5)[50], 1);
    EXPECT_EQ(out->cover.row(5)[111], 0);
}

RC_GTEST_PROP(Resample, AFlatPictureStaysFlat, ())
{
    Image flat(60, 50);
    const auto value = static_cast<std::uint8_t>(*rc::gen::inRange(0, 256));
    std::fill(flat.rgb.begin(), flat.rgb.end(), value);
    const double scale = *rc::gen::inRange(10, 200) / 100.0;
    const double shift = *rc::gen::inRange(-300, 300) / 10.0;
    const auto out = resample(flat, {scale, shift, -shift}, 40, 30);
    RC_ASSERT(out.has_value());
    for (const auto v : out->image.rgb)
        RC_ASSERT(std::abs(int{v} - int{value}) <= 1);
}

} // namespace
} // namespace tucai::image
