#pragma once

#include "measure/pieces.h"
#include "measure/pixels.h"

namespace tucai::measure {

/// The mean of the marked pixels around each pixel, weighted nearly as a bell of that sigma (three boxes); 0
/// where none is near. Needs: planes of one size, 0.5 <= sigma_px <= 64. O(pixels).
Plane masked_blur(const Plane& plane, const Flags& marked, double sigma_px);

} // namespace tucai::measure
