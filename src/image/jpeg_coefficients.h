#pragma once

#include "base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tucai::image {

/// How often each size occurs among the quantised coefficients of one frequency.
struct CoefficientHistogram {
    static constexpr std::size_t sizes = 27;
    int step = 0;                              ///< that they were divided by: the quantisation table's entry
    std::array<std::uint32_t, sizes> counts{}; ///< by |coefficient|; the last holds all that are larger, too
};

/// The nine lowest frequencies of brightness but the mean, in the file's zigzag.
using LumaHistograms = std::array<CoefficientHistogram, 9>;

/// Counts the coefficients that a JPEG holds, of its first rows of blocks: as many as make about
/// `most_blocks` 8 x 8 blocks. Nothing is decoded beyond them but, in a progressive file, the scans' own
/// bits. Fails: ImageNotAnImage (no JPEG), ImageDamaged, ImageUnsupported (no brightness: CMYK).
Result<LumaHistograms> read_luma_histograms(std::span<const std::uint8_t> bytes, int most_blocks);

} // namespace tucai::image
