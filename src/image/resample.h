#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "image/image.h"
#include "image/plane.h"

namespace tucai::image {

/// A picture carried into another pixel grid, and how much of each new pixel it covers.
struct Resampled {
    Image image; ///< where the source does not reach, its border is repeated
    Plane cover; ///< 0..1
};

/// Carries a picture by scale and shift: each new pixel is the mean of the source over its area, in coded
/// sRGB. Exact for every shift, which OpenCV's area filter is not: it takes whole source pixels only.
///
/// Needs: 0 < scale <= 16 (above 1 each source pixel is repeated: no detail is invented), a picture of at
/// least 1 x 1, a target of at least 1 x 1. Gives: pure, the same bytes on every machine.
/// Fails: InvalidInput.
Result<Resampled> resample(const Image& source, const base::Transform& to_target, int width, int height);

} // namespace tucai::image
