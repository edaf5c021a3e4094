#pragma once

#include "measure/backdrop_scene.h"

#include <array>

namespace tucai::measure {

/// A wall as it would be if nothing but light fell on it: for each of L*, a*, b* a surface of second order
/// over the scene, fitted so that what strays (things, shadows, folds) counts little and what lies close to
/// the person counts less.
struct WallField {
    std::array<std::array<double, 6>, 3> surface{}; ///< of 1, x, y, xx, xy, yy; x and y run from -1 to 1
    double least = 0;                               ///< L* of the surface over the wall, 5 %
    double most = 0;                                ///< L* of the surface over the wall, 95 %
    Plane lightness;                                ///< L* less the surface's; 0 where no wall is
    Plane colour; ///< distance of a*, b* from the surface's; 0 where no wall is
};

/// Needs: a scene with at least 50 pixels of wall. Pure, O(pixels).
WallField wall_field(const BackdropScene& scene);

} // namespace tucai::measure
