#pragma once

#include "base/result.h"
#include "image/image.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::image {

enum class Format { Jpeg, Png, Webp, Heic, Avif };

/// "jpeg", "png", "webp", "heic" or "avif", as reports name it.
std::string_view format_name(Format format);

/// Caps that are read from the header, before anything is allocated.
struct DecodeLimits {
    std::int64_t max_pixels = 100'000'000; ///< above every phone's still picture of 2026 that is not stitched
    int max_side_px = 30'000;
    int min_side_px = 120; ///< below this no face can hold 75 px between the pupils
    std::size_t max_bytes = 64U << 20U;
};

/// What the header says, before a pixel is decoded. Sizes are upright: after EXIF orientation.
struct Header {
    Format format = Format::Jpeg;
    int width = 0;
    int height = 0;
    int orientation = 1; ///< EXIF 1..8; anything else counts as 1. HEIC and AVIF: 1, the library turns them
};

/// Something that was put right or left out while reading, as a stable word and a sentence.
struct Warning {
    std::string
        code; ///< "image.recovered", "image.first_frame", "image.transparent", "image.profile_ignored", ...
    std::string message; ///< English, for people
};

struct DecodeOptions {
    DecodeLimits limits;
    /// The decoded long side need not be longer than this: JPEG is then scaled by its DCT to the smallest
    /// n/8 that is not shorter. 0 asks for every pixel. Other formats are always decoded whole.
    int enough_long_side_px = 0;
    /// The program that decodes HEIC and AVIF in a process of its own; empty: `tucai-heif` beside this
    /// program.
    std::string heif_program;
    int heif_limit_ms =
        15'000; ///< wall time for that program, which also stops itself after 10 s of processor
};

/// Tags as the file has them, of formats whose container only their own reader opens: HEIC and AVIF.
/// image/tags.h reads them; of other formats it reads the file itself, and these are empty.
struct TagBlocks {
    std::vector<std::uint8_t> exif; ///< from the TIFF header on
    std::vector<std::uint8_t> xmp;
};

/// An upright sRGB picture, and how its pixels lie in the upright source:
/// decoded = scale * source + offset (continuous pixels, see base/geometry.h).
struct Decoded {
    Image image;
    Header header;
    double scale = 1;    ///< 1, or n/8 for a JPEG scaled by its DCT
    double offset_x = 0; ///< decoded pixels; not 0 only where a turned JPEG's size is no multiple of 8/n
    double offset_y = 0;
    std::vector<Warning> warnings;
    TagBlocks tags;
};

/// Reads format, size and orientation; allocates nothing that the header's size decides.
/// Fails: ImageEmpty, ImageNotAnImage, ImageUnsupported (GIF, TIFF, JPEG 2000, BMP, SVG, arithmetic JPEG
/// ...), ImageTruncated, ImageDamaged, ImageTooLarge, ImageTooSmall.
Result<Header> read_header(std::span<const std::uint8_t> bytes, const DecodeLimits& limits);

/// Decodes a picture as a hostile one: caps first, then pixels, upright, ICC to sRGB, 16 bits to 8, grey and
/// CMYK to RGB, transparent over white (with a warning). Metadata are read for orientation and colour only.
/// A JPEG that lacks at most its last row of blocks, or a PNG that lacks its end mark only, is recovered
/// (with a warning). Fails: as read_header; ImageTruncated and ImageDamaged also where the pixels are;
/// ImageTooLarge where memory does not suffice.
Result<Decoded> decode(std::span<const std::uint8_t> bytes, const DecodeOptions& options);

} // namespace tucai::image
