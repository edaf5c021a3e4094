#pragma once

#include "measure/garment.h"

#include <array>

namespace tucai::measure {

/// A garment's colours against what must not be like them.
struct ClothesColours {
    double background_difference = 0; ///< CIEDE2000 of the new background and the colour nearest to it
    double wall_difference = 0; ///< CIEDE2000 of the wall and the colour nearest to it; where no wall is, 100
    /// Share of blue pixels, C* > 15 at hue 215 to 310 degrees (pale ones to 290), L* >= 22; 0 where the new
    /// background is not blue.
    double blue_ratio = 0;
    double navy_ratio = 0; ///< the same below L* 22
};

/// Needs: scene, its garment, sRGB of the new background. Colours with less than 15 % of the garment do not
/// count: a collar, a badge.
ClothesColours clothes_colours(const BackdropScene& scene, const Garment& garment,
                               const std::array<int, 3>& target);

} // namespace tucai::measure
