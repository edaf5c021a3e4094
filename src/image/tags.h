#pragma once

#include "image/decode.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tucai::image {

/// What a picture's tags say of how it was made: EXIF, XMP, PNG's texts, JPEG's comments and marks. Nothing
/// of a person is read: no place, no name, no serial number. Texts are as the file has them, foreign and at
/// most 256 bytes each: compare them, never show or log them.
struct PictureTags {
    bool has_exif = false;
    bool has_xmp = false;
    bool has_provenance = false; ///< a signed history (C2PA, in a JUMBF box); its content is not read
    std::string make;            ///< of the camera; kept for whether it is there
    std::string model;
    std::vector<std::string> tools; ///< what names a program: Software, CreatorTool, history, comments, ...
    std::optional<std::int64_t> original_s; ///< taken at: seconds of the wall clock of the place, from 1970
    std::optional<std::int64_t> modified_s; ///< ModifyDate ("DateTime") on the same clock
    std::uint32_t width_px = 0;             ///< as EXIF says of the pixels (PixelXDimension); 0: nothing
    std::uint32_t height_px = 0;
    bool has_exposure = false;  ///< exposure time, aperture or sensitivity
    int thumbnail_width_px = 0; ///< of EXIF's small picture; 0: none, or not a JPEG
    int thumbnail_height_px = 0;
    bool has_photoshop_block = false; ///< 8BIM resources, which Photoshop and some of its kin write
};

/// Reads the tags of a JPEG, PNG or WebP, and those of HEIC and AVIF from what decoding found (`blocks`).
/// Never reads past the end; takes at most 32 texts; work grows with the bytes, whatever offsets they hold.
PictureTags read_tags(std::span<const std::uint8_t> bytes, const TagBlocks& blocks = {});

/// "2026:11:25 08:30:00" as seconds from 1970 on the same clock; absent where it is no date. Also with '-'
/// and 'T' in their places.
std::optional<std::int64_t> exif_seconds(const std::string& text);

} // namespace tucai::image
