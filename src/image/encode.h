#pragma once

#include "base/result.h"
#include "base/view.h"

#include <cstdint>
#include <vector>

namespace tucai::image {

enum class Subsampling {
    S444, ///< chroma at every pixel
    S422, ///< halved across
    S420, ///< halved both ways
};

struct JpegOptions {
    int quality = 90; ///< 1..100 on the IJG scale
    Subsampling subsampling = Subsampling::S444;
    int dpi = 300; ///< 1..65535, written as the JFIF density
};

/// A baseline JFIF of an Rgb8 view: optimised Huffman tables, no EXIF, no comment, no profile (sRGB is what
/// a JFIF without a profile means), nothing after the end marker. Same pixels and options, same bytes.
/// Fails: InvalidInput (empty view, wrong format, numbers out of range).
Result<std::vector<std::uint8_t>> encode_jpeg(const base::View& rgb, const JpegOptions& options);

/// The window that a photo's bytes must lie in, and the least quality.
struct ByteWindow {
    std::size_t least_bytes = 0;
    std::size_t most_bytes = 0;
    int least_quality = 60;
    int dpi = 300;
};

/// A JPEG with the settings that gave it.
struct FittedJpeg {
    std::vector<std::uint8_t> bytes;
    JpegOptions options;
};

/// The best JPEG that fits the window: searched over quality (least..100) and subsampling; without padding.
/// "Best" is the least error against the pixels given: highest quality first, and at equal bytes the
/// subsampling that keeps more (see the .cpp for how settings are ordered). Few encodes: bisection.
/// Fails: InvalidInput; Internal where a profile's window cannot be met: even the least quality is over
/// `most_bytes`, or quality 100 at 4:4:4 is under `least_bytes`.
Result<FittedJpeg> encode_jpeg_within(const base::View& rgb, const ByteWindow& window);

/// An 8-bit grey PNG of a Grey8 view. Fails: InvalidInput.
Result<std::vector<std::uint8_t>> encode_grey_png(const base::View& grey);

/// An 8-bit RGB PNG of an Rgb8 view. Fails: InvalidInput.
Result<std::vector<std::uint8_t>> encode_rgb_png(const base::View& rgb);

} // namespace tucai::image
