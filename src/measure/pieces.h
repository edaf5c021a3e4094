#pragma once

#include <cstdint>
#include <vector>

namespace tucai::measure {

/// One flag a pixel, rows from the top.
class Flags {
public:
    Flags(int width_px, int height_px)
        : width_(width_px), height_(height_px),
          flags_(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px), 0)
    {
    }
    std::uint8_t* row(int y) { return flags_.data() + static_cast<std::ptrdiff_t>(y) * width_; }
    const std::uint8_t* row(int y) const { return flags_.data() + static_cast<std::ptrdiff_t>(y) * width_; }
    int width() const { return width_; }
    int height() const { return height_; }

private:
    int width_;
    int height_;
    std::vector<std::uint8_t> flags_;
};

/// A piece of connected pixels.
struct Piece {
    std::int64_t pixels = 0;
    std::int64_t inside = 0;  ///< of them, marked in `core` as well
    bool touches_rim = false; ///< of the picture
    int left = 0;             ///< first column
    int top = 0;              ///< first row
    int right = 0;            ///< one past the last column
    int bottom = 0;           ///< one past the last row
};

enum class Corners {
    Apart, ///< 4-connected
    Join,  ///< 8-connected
};

/// The connected pieces of the marked pixels, in an order that `marked` alone fixes. Needs: `marked` of 0 and
/// 1, `core` of the same size. O(pixels + runs).
std::vector<Piece> pieces_of(const Flags& marked, const Flags& core, Corners corners);

} // namespace tucai::measure
