#pragma once

#include "image/image.h"

#include <cstdint>
#include <span>

namespace tucai::image {

/// What came of a profile.
enum class ColourOutcome {
    Unchanged, ///< sRGB already, or no profile: a JPEG or PNG without one means sRGB
    Converted,
    Ignored, ///< the profile is garbage, or not of this kind of picture
};

/// Brings pixels from their embedded ICC profile to sRGB, in place: relative colorimetric with black point
/// compensation, since Display P3 and Adobe RGB hold colours that a portrait hardly uses.
ColourOutcome to_srgb(Image& picture, std::span<const std::uint8_t> icc);

/// The same for 16-bit pixels (red, green, blue, in the machine's order), into 8 bits.
ColourOutcome to_srgb(const std::vector<std::uint16_t>& rgb16, std::span<const std::uint8_t> icc, Image& out);

/// CMYK (0: no ink) to sRGB by its profile; without one by the plain rule of subtraction.
ColourOutcome cmyk_to_srgb(const std::vector<std::uint8_t>& cmyk, std::span<const std::uint8_t> icc,
                           Image& out);

} // namespace tucai::image
