#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tucai::measure {

/// Sizes of the quantised coefficients of one frequency, over many 8 x 8 blocks of a JPEG.
struct QuantisedSizes {
    static constexpr std::size_t sizes = 27;
    int step = 1;                              ///< of the quantisation, 1..255
    std::array<std::uint32_t, sizes> counts{}; ///< by |coefficient|; the last one is not used
};

/// Whether the coefficients had been quantised before, with other steps.
struct DoubleJpeg {
    double strength =
        0; ///< 0: as after one compression; its square is chi-square that an earlier one explains
    int first_quality =
        0; ///< of the IJG's tables, the one that explains most; 0 where `strength` is below 10
};

/// Looks for a second comb in the histograms of a JPEG's lowest frequencies. Rounding to one step and then to
/// another leaves some sizes too often and others too rare, with a period that both steps give. Each size is
/// compared with the mean of its neighbours (in logarithms), which no smooth distribution changes, and that
/// with what each earlier step from 1 to 40 would have done.
///
/// Needs: frequencies in the zigzag from 1, at most 9. Pure.
/// Blind: where both compressions have the same steps, where the second is so coarse that few sizes are left,
/// where the second one's grid is shifted or its size another; and after any blur in between.
/// Source: after Popescu and Farid, "Statistical Tools for Digital Forensics" (2004), and Lukáš and Fridrich,
/// "Estimation of Primary Quantization Matrix in Double Compressed JPEG Images" (2003);
/// docs/rules/genuine.md.
DoubleJpeg find_double_jpeg(std::span<const QuantisedSizes> frequencies);

} // namespace tucai::measure
