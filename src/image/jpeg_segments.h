#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tucai::image {

/// What a JPEG's segments say, up to its first scan.
struct JpegSegments {
    bool has_frame = false;
    bool is_arithmetic = false; ///< SOF 9..11: no camera writes it, and browsers do not read it
    bool is_lossless = false;   ///< SOF 3, 5..7, 13..15: no decoder here
    int bits = 0;               ///< a sample
    int width = 0;              ///< as stored, before orientation
    int height = 0;
    int components = 0;
    int orientation = 1;           ///< EXIF 1..8; 1 where absent or out of range
    std::vector<std::uint8_t> icc; ///< the profile put together; empty where absent or torn
    bool has_torn_icc = false;     ///< pieces of a profile are there, but not all of them
    bool has_scan = false;
};

/// Walks the segments without decoding. Never reads past the end, never allocates more than the bytes given.
JpegSegments read_jpeg_segments(std::span<const std::uint8_t> bytes);

/// Orientation of a TIFF block (what follows "Exif\0\0", or a PNG's eXIf); 1 where there is none.
int exif_orientation(std::span<const std::uint8_t> tiff);

} // namespace tucai::image
