#pragma once

#include "measure/garment.h"

#include <optional>

namespace tucai::measure {

/// Stripes, checks and prints on a garment.
struct ClothesPattern {
    double stripes = 0;              ///< L*, root mean square of what comes again and again
    double print_ratio = 0;          ///< share of the garment that lies on sharp edges of colour
    std::optional<base::Box> region; ///< photo px: the square where the stripes are strongest
};

/// Needs: backdrop, scene, its garment. Stripes: in squares of half the distance between the pupils, of
/// lightness less its mean around, the product with itself moved along x or along y: a stripe's falls below
/// nothing and rises again at its period; a fold's or an edge's falls and stays. The square in the upper
/// quarter counts. Nothing where fewer than three squares hold cloth.
std::optional<ClothesPattern> clothes_pattern(const Backdrop& backdrop, const BackdropScene& scene,
                                              const Garment& garment);

} // namespace tucai::measure
