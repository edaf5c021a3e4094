#pragma once

#include "base/geometry.h"
#include "base/view.h"

#include <cstdint>
#include <vector>

namespace tucai::measure {

/// RGB pixels of our own, 8 bits a channel, rows without gaps: a part of a picture, scaled for measuring.
struct Pixels {
    int width = 0;  ///< pixels
    int height = 0; ///< pixels
    std::vector<std::uint8_t> rgb;

    base::View view() const
    {
        return {rgb.data(), width, height, static_cast<std::ptrdiff_t>(width) * 3, base::PixelFormat::Rgb8};
    }
};

/// One float a pixel, rows without gaps.
struct Plane {
    int width = 0;  ///< pixels
    int height = 0; ///< pixels
    std::vector<float> values;

    Plane() = default;
    Plane(int width_px, int height_px, float value = 0)
        : width(width_px), height(height_px),
          values(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px), value)
    {
    }
    float* row(int y) { return values.data() + static_cast<std::ptrdiff_t>(y) * width; }
    const float* row(int y) const { return values.data() + static_cast<std::ptrdiff_t>(y) * width; }
    base::View view() const
    {
        return {static_cast<const std::uint8_t*>(static_cast<const void*>(values.data())), width, height,
                static_cast<std::ptrdiff_t>(width) * 4, base::PixelFormat::Float};
    }
};

/// Cuts a part out of an Rgb8 picture and scales it: the mean of the covered area where it shrinks, cubic
/// (Catmull-Rom) where it grows; beyond the picture's rim its outermost pixels go on. Deterministic.
///
/// Needs: `part` of positive size, 1 <= width_px, height_px <= 4096.
Pixels cut_out(const base::View& picture, const base::Box& part, int width_px, int height_px);

/// Luma of coded values, 0..255: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), not rounded.
Plane luma_of(const base::View& rgb);

/// 256 times luma in whole numbers, of `count` RGB pixels in a row: 77 R + 150 G + 29 B. Quick, and the same
/// everywhere; its weights are within 0.002 of luma_of's.
void whole_luma(const std::uint8_t* rgb, int count, int* luma);

} // namespace tucai::measure
