#pragma once

#include "image/image.h"

namespace tucai::image {

/// Whether an EXIF orientation swaps width and height.
constexpr bool swaps_sides(int orientation)
{
    return orientation >= 5 && orientation <= 8;
}

/// Turns a stored picture upright (EXIF 1..8); 1 gives it back untouched.
Image upright(Image stored, int orientation);

} // namespace tucai::image
