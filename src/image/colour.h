#pragma once

#include "image/image.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tucai::image {

/// What came of a profile.
enum class ColourOutcome {
    Unchanged, ///< sRGB already, or no profile: a picture without one means sRGB
    Converted,
    Ignored, ///< the profile is garbage, larger than any real one, or not of this kind of picture
};

/// Brings pixels from their embedded ICC profile to sRGB, in place: relative colorimetric with black point
/// compensation, since Display P3 and Adobe RGB hold colours that a portrait hardly uses. A grey profile
/// counts for a grey picture only.
ColourOutcome to_srgb(Image& picture, std::span<const std::uint8_t> icc);

/// CMYK (0: no ink) to sRGB by its profile; without one by the plain rule of subtraction.
/// Needs: `out` of as many pixels as `cmyk`.
ColourOutcome cmyk_to_srgb(const std::vector<std::uint8_t>& cmyk, std::span<const std::uint8_t> icc,
                           Image& out);

/// The same as to_srgb for rows of 16-bit pixels, so that no whole picture of them need be held.
class WideRows {
public:
    /// An unusable profile is passed over: see outcome(). A grey one counts where the rows are grey.
    explicit WideRows(std::span<const std::uint8_t> icc);
    WideRows(const WideRows&) = delete;
    WideRows& operator=(const WideRows&) = delete;
    ~WideRows();

    ColourOutcome outcome() const { return outcome_; }
    /// Turns red, green, blue of 16 bits, in the machine's order, into 8 bits of sRGB.
    void convert(std::span<const std::uint16_t> rgb16, std::uint8_t* rgb) const;

private:
    struct Way;
    std::unique_ptr<Way> way_; ///< absent where 16 bits are only rounded to 8
    ColourOutcome outcome_ = ColourOutcome::Unchanged;
};

/// The ICC profile that stands for a colour description by numbers (ITU-T H.273), as HEIC and AVIF may carry
/// instead of a profile: primaries 9 (BT.2020) and 12 (Display P3) with sRGB's curve; empty for all others.
std::vector<std::uint8_t> icc_of_primaries(unsigned primaries);

} // namespace tucai::image
