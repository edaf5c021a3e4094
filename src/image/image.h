#pragma once

#include "base/view.h"

#include <cstdint>
#include <vector>

namespace tucai::image {

/// An upright picture in sRGB, 8 bits a channel, red green blue, rows without gaps.
struct Image {
    int width = 0;  ///< pixels
    int height = 0; ///< pixels
    std::vector<std::uint8_t> rgb;

    Image() = default;
    Image(int width_px, int height_px)
        : width(width_px), height(height_px),
          rgb(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px) * 3)
    {
    }
    base::View view() const
    {
        return {rgb.data(), width, height, static_cast<std::ptrdiff_t>(width) * 3, base::PixelFormat::Rgb8};
    }
    std::uint8_t* row(int y) { return rgb.data() + static_cast<std::ptrdiff_t>(y) * width * 3; }
    const std::uint8_t* row(int y) const { return rgb.data() + static_cast<std::ptrdiff_t>(y) * width * 3; }
};

} // namespace tucai::image
