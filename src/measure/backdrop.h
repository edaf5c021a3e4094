#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "base/view.h"

#include <array>
#include <span>

namespace tucai::measure {

/// The photo's frame as it was shot, before its background is replaced, and who stands in it.
struct Backdrop {
    base::View frame; ///< Rgb8, the photo's size: the source's own pixels, scaled
    base::View alpha; ///< Float, same size, 0..1: the matte
    base::View cover; ///< Float, same size: 1 where the source has pixels, 0 beyond its rim
    std::span<const base::Point> points; ///< the face's 478 mesh points, photo px
    std::array<int, 3> target{};         ///< sRGB of the photo's new background
    base::View person{};                 ///< Float, same size: a coarse mask of the person, or empty
};

/// Checks what every measure of a backdrop needs: views of one size, at least 32 x 32, and 478 finite
/// points. Fails: InvalidInput.
Result<> check_backdrop(const Backdrop& backdrop);

} // namespace tucai::measure
