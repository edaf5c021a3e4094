#pragma once

#include <cstddef>
#include <cstdint>

namespace tucai::base {

/// How one pixel lies in memory. Colours are sRGB-coded, 8 bits a channel.
enum class PixelFormat {
    Rgb8,  ///< three bytes: red, green, blue
    Grey8, ///< one byte
    Float, ///< one 32-bit float, such as an alpha of 0..1
};

/// Bytes that one pixel takes.
constexpr int pixel_bytes(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Rgb8:
        return 3;
    case PixelFormat::Grey8:
        return 1;
    case PixelFormat::Float:
        return 4;
    }
    return 0;
}

/// Pixels that somebody else owns: read-only, row by row from the upper left.
struct View {
    const std::uint8_t* data = nullptr;
    int width = 0;                   ///< pixels
    int height = 0;                  ///< pixels
    std::ptrdiff_t stride_bytes = 0; ///< from one row to the next
    PixelFormat format = PixelFormat::Rgb8;

    /// First byte of row `y`, 0 <= y < height.
    const std::uint8_t* row(int y) const { return data + y * stride_bytes; }
    /// Row `y` of a Float view.
    const float* float_row(int y) const
    {
        return static_cast<const float*>(static_cast<const void*>(row(y)));
    }
    bool is_empty() const { return width <= 0 || height <= 0; }
};

} // namespace tucai::base
