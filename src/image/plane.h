#pragma once

#include "base/view.h"

#include <vector>

namespace tucai::image {

/// One float a pixel, rows without gaps: a mask or an alpha of 0..1.
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
    base::View view() const
    {
        return {static_cast<const std::uint8_t*>(static_cast<const void*>(values.data())), width, height,
                static_cast<std::ptrdiff_t>(width) * 4, base::PixelFormat::Float};
    }
    float* row(int y) { return values.data() + static_cast<std::ptrdiff_t>(y) * width; }
    const float* row(int y) const { return values.data() + static_cast<std::ptrdiff_t>(y) * width; }
};

} // namespace tucai::image
