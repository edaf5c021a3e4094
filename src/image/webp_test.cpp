#include "image/decode.h"
#include "image/test_pictures.h"

#include <gtest/gtest.h>
#include <webp/encode.h>

namespace tucai::image {
namespace {

Bytes taken(std::uint8_t* out, std::size_t size)
{
    Bytes bytes(out, out + size);
    WebPFree(out);
    return bytes;
}

Bytes lossless(const Image& picture)
{
    std::uint8_t* out = nullptr;
    const auto size =
        WebPEncodeLosslessRGB(picture.rgb.data(), picture.width, picture.height, picture.width * 3, &out);
    return taken(out, size);
}

Bytes lossy(const Image& picture)
{
    std::uint8_t* out = nullptr;
    const auto size =
        WebPEncodeRGB(picture.rgb.data(), picture.width, picture.height, picture.width * 3, 95, &out);
    return taken(out, size);
}

void append(Bytes& to, std::uint32_t value, int count)
{
    for (int i = 0; i < count; ++i)
        to.push_back(static_cast<std::uint8_t>(value >> (8 * i) & 0xFFU));
}

Bytes chunk(std::string_view name, const Bytes& body)
{
    Bytes out(name.begin(), name.end());
    append(out, static_cast<std::uint32_t>(body.size()), 4);
    out.insert(out.end(), body.begin(), body.end());
    if (out.size() % 2 != 0)
        out.push_back(0);
    return out;
}

Bytes riff(const Bytes& chunks)
{
    Bytes body = {'W', 'E', 'B', 'P'};
    body.insert(body.end(), chunks.begin(), chunks.end());
    return chunk("RIFF", body);
}

constexpr std::uint8_t has_icc = 0x20;
constexpr std::uint8_t has_exif = 0x08;
constexpr std::uint8_t has_animation = 0x02;

/// The chunk that says what a larger container holds.
Bytes vp8x(std::uint8_t flags, int width, int height)
{
    Bytes body = {flags, 0, 0, 0};
    append(body, static_cast<std::uint32_t>(width - 1), 3);
    append(body, static_cast<std::uint32_t>(height - 1), 3);
    return chunk("VP8X", body);
}

Bytes operator+(Bytes a, const Bytes& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// The chunks of a plain file, without its own container.
Bytes inside(const Bytes& webp)
{
    return {webp.begin() + 12, webp.end()};
}

/// An animation of one frame of its own size on a canvas of 200 x 160.
Bytes animated(const Image& frame)
{
    Bytes head;
    append(head, 0, 3); // x
    append(head, 0, 3); // y
    append(head, static_cast<std::uint32_t>(frame.width - 1), 3);
    append(head, static_cast<std::uint32_t>(frame.height - 1), 3);
    append(head, 100, 3); // ms
    head.push_back(0);
    return riff(vp8x(has_animation, 200, 160) + chunk("ANIM", Bytes(6, 0)) +
                chunk("ANMF", head + inside(lossless(frame))));
}

TEST(Webp, ComesBackToTheBitWhereItLosesNothing)
{
    const auto decoded = decode(lossless(gradient()), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(decoded->image.rgb, gradient().rgb);
    EXPECT_EQ(decoded->header.format, Format::Webp);
    EXPECT_TRUE(decoded->warnings.empty());
}

TEST(Webp, ComesBackNearlySoWhereItLoses)
{
    const auto decoded = decode(lossy(gradient()), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LT(mean_difference(decoded->image, gradient()), 2);
}

TEST(Webp, AlphaIsLaidOverWhite)
{
    Bytes rgba;
    for (int i = 0; i < 160 * 160; ++i)
        rgba.insert(rgba.end(), {200, 100, 0, 51});
    std::uint8_t* out = nullptr;
    const auto size = WebPEncodeLosslessRGBA(rgba.data(), 160, 160, 160 * 4, &out);
    const auto decoded = decode(taken(out, size), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(distance_from(decoded->image, {244, 224, 204}), 0);
    EXPECT_TRUE(warns(*decoded, "image.transparent"));
}

TEST(Webp, ProfileAndExifCount)
{
    const auto picture = one_colour({200, 120, 110}, 200, 160);
    const auto webp = riff(vp8x(has_icc | has_exif, 200, 160) + chunk("ICCP", display_p3()) +
                           inside(lossless(picture)) + chunk("EXIF", exif_block(6)));
    const auto decoded = decode(webp, {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_LE(distance_from(decoded->image, {213, 115, 106}), 2);
    EXPECT_EQ(decoded->image.width, 160);
    EXPECT_TRUE(decoded->warnings.empty());
    EXPECT_EQ(read_header(webp, {})->width, 160);
}

TEST(Webp, AGarbledProfileIsIgnoredAloud)
{
    const auto decoded = decode(
        riff(vp8x(has_icc, 200, 160) + chunk("ICCP", Bytes(300, 7)) + inside(lossless(gradient()))), {});
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(warns(*decoded, "image.profile_ignored"));
}

TEST(Webp, OfAnAnimatedOneTheFirstFrameIsTakenWhereItIsWhole)
{
    const auto decoded = decode(animated(gradient()), {});
    ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
    EXPECT_EQ(decoded->image.rgb, gradient().rgb);
    EXPECT_TRUE(warns(*decoded, "image.first_frame"));
    EXPECT_EQ(word_of(decode(animated(gradient(150, 130)), {})), "image.unsupported");
}

TEST(Webp, CutAnywhereIsTruncated)
{
    for (const auto& whole : {lossless(gradient()), lossy(gradient())})
        for (const int percent : {30, 50, 80, 95}) {
            const auto cut = head_of(whole, whole.size() * static_cast<std::size_t>(percent) / 100);
            EXPECT_EQ(word_of(decode(cut, {})), "image.truncated") << percent << " % of " << whole.size();
        }
}

TEST(Webp, AHeaderThatLiesIsNotBelieved)
{
    const auto picture = inside(lossless(gradient()));
    EXPECT_EQ(word_of(decode(riff(vp8x(has_animation, 16000, 16000) + picture), {})), "image.too_large");
    EXPECT_EQ(word_of(decode(riff(vp8x(0, 400, 300) + picture), {})), "image.damaged");
    DecodeLimits limits;
    limits.min_side_px = 161;
    EXPECT_EQ(read_header(lossless(gradient()), limits).error().code, ErrorCode::ImageTooSmall);
}

} // namespace
} // namespace tucai::image
