#pragma once

// Pictures and files that this room's tests share.

#include "image/decode.h"
#include "image/encode.h"

#include <jpeglib.h>
#include <lcms2.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::image {

using Bytes = std::vector<std::uint8_t>;
using Colour = std::array<std::uint8_t, 3>;

/// A picture whose every corner has its own colour, so that turning it shows.
inline Image gradient(int width = 200, int height = 160)
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

/// A picture of one colour.
inline Image one_colour(Colour colour, int width = 160, int height = 160)
{
    Image picture(width, height);
    for (std::size_t i = 0; i < picture.rgb.size(); ++i)
        picture.rgb[i] = colour.at(i % 3);
    return picture;
}

inline double mean_difference(const Image& a, const Image& b)
{
    if (a.width != b.width || a.height != b.height)
        return 1e9;
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i)
        sum += std::abs(int{a.rgb[i]} - int{b.rgb[i]});
    return sum / static_cast<double>(a.rgb.size());
}

/// How far the pixel in the middle is from a colour, in the channel that is furthest.
inline int distance_from(const Image& picture, Colour colour)
{
    const auto* p = picture.row(picture.height / 2) + 3 * (picture.width / 2);
    int most = 0;
    for (std::size_t c = 0; c < 3; ++c)
        most = std::max(most, std::abs(int{p[c]} - int{colour.at(c)}));
    return most;
}

inline std::string_view word_of(const Result<Decoded>& decoded)
{
    return decoded ? "ok" : error_word(decoded.error().code);
}

inline bool warns(const Decoded& decoded, const std::string& code)
{
    return std::any_of(decoded.warnings.begin(), decoded.warnings.end(),
                       [&](const auto& w) { return w.code == code; });
}

inline Bytes head_of(const Bytes& whole, std::size_t count)
{
    return {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(std::min(count, whole.size()))};
}

inline Bytes jpeg_of(const Image& picture, int quality = 92)
{
    return *encode_jpeg(picture.view(), {quality, Subsampling::S444, 300});
}

/// A JPEG as `set` wants it: it is handed libjpeg's structure after the defaults. `samples` has
/// `components` bytes a pixel of `space`.
template <class Set>
Bytes jpeg_by(const Bytes& samples, int width, int height, int components, J_COLOR_SPACE space, Set set)
{
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* out = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &out, &size);
    info.image_width = static_cast<JDIMENSION>(width);
    info.image_height = static_cast<JDIMENSION>(height);
    info.input_components = components;
    info.in_color_space = space;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 92, TRUE);
    set(info);
    jpeg_start_compress(&info, TRUE);
    const std::size_t stride = static_cast<std::size_t>(width) * static_cast<std::size_t>(components);
    while (info.next_scanline < info.image_height) {
        auto* row = const_cast<JSAMPROW>(samples.data() + info.next_scanline * stride);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    Bytes bytes(out, out + size);
    std::free(out); // NOLINT: libjpeg's own allocation
    return bytes;
}

/// The same of a picture.
template <class Set> Bytes jpeg_by(const Image& picture, Set set)
{
    return jpeg_by(picture.rgb, picture.width, picture.height, 3, JCS_RGB, set);
}

inline Bytes progressive_jpeg(const Image& picture)
{
    return jpeg_by(picture, [](auto& info) { jpeg_simple_progression(&info); });
}

/// A TIFF block that says an orientation and no more.
inline Bytes exif_block(int orientation)
{
    return {'I',  'I', '*', 0, 8, 0, 0, 0, // little-endian, the directory at 8
            1,    0,                       // one entry
            0x12, 1,   3,   0, 1, 0, 0, 0, static_cast<std::uint8_t>(orientation),
            0,    0,   0, // orientation, short
            0,    0,   0,   0};
}

/// A JPEG with one more segment behind its start marker.
inline Bytes with_segment(const Bytes& jpeg, std::uint8_t marker, std::string_view name, const Bytes& body)
{
    const std::size_t size = 2 + name.size() + body.size();
    Bytes out(6 + name.size() + body.size() + jpeg.size() - 2);
    const std::uint8_t head[] = {0xFF,
                                 0xD8,
                                 0xFF,
                                 marker,
                                 static_cast<std::uint8_t>(size >> 8U),
                                 static_cast<std::uint8_t>(size & 0xFFU)};
    auto at = std::copy(std::begin(head), std::end(head), out.begin());
    at = std::copy(name.begin(), name.end(), at);
    at = std::copy(body.begin(), body.end(), at);
    std::copy(jpeg.begin() + 2, jpeg.end(), at);
    return out;
}

inline Bytes with_orientation(const Bytes& jpeg, int orientation)
{
    return with_segment(jpeg, 0xE1, std::string_view("Exif\0\0", 6), exif_block(orientation));
}

/// A JPEG with a profile in so many pieces.
inline Bytes with_icc(Bytes jpeg, const Bytes& icc, std::size_t pieces = 1)
{
    const std::size_t step = (icc.size() + pieces - 1) / pieces;
    for (std::size_t i = pieces; i-- > 0;) { // the last first: each goes to the front
        Bytes body = {static_cast<std::uint8_t>(i + 1), static_cast<std::uint8_t>(pieces)};
        body.insert(body.end(), icc.begin() + static_cast<std::ptrdiff_t>(i * step),
                    icc.begin() + static_cast<std::ptrdiff_t>(std::min((i + 1) * step, icc.size())));
        jpeg = with_segment(jpeg, 0xE2, std::string_view("ICC_PROFILE\0", 12), body);
    }
    return jpeg;
}

inline Bytes saved(cmsHPROFILE profile)
{
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    Bytes icc(size);
    cmsSaveProfileToMem(profile, icc.data(), &size);
    cmsCloseProfile(profile);
    return icc;
}

inline Bytes rgb_profile(const cmsCIExyYTRIPLE& primaries, cmsToneCurve* curve)
{
    const cmsCIExyY d65 = {0.3127, 0.3290, 1};
    cmsToneCurve* curves[] = {curve, curve, curve};
    auto icc = saved(cmsCreateRGBProfile(&d65, &primaries, curves));
    cmsFreeToneCurve(curve);
    return icc;
}

/// Display P3: DCI primaries, D65, the sRGB curve.
inline Bytes display_p3()
{
    const cmsFloat64Number curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    return rgb_profile({{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}},
                       cmsBuildParametricToneCurve(nullptr, 4, curve));
}

/// Adobe RGB (1998): its own green, D65, a gamma of 563/256.
inline Bytes adobe_rgb()
{
    return rgb_profile({{0.640, 0.330, 1}, {0.210, 0.710, 1}, {0.150, 0.060, 1}},
                       cmsBuildGamma(nullptr, 563.0 / 256));
}

/// Grey with a gamma of its own.
inline Bytes grey_profile(double gamma)
{
    const cmsCIExyY d50 = {0.3457, 0.3585, 1};
    cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
    auto icc = saved(cmsCreateGrayProfile(&d50, curve));
    cmsFreeToneCurve(curve);
    return icc;
}

} // namespace tucai::image
