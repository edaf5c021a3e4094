#pragma once

#include "measure/wall_field.h"

#include <optional>

namespace tucai::measure {

/// What colour a wall has and how evenly the light lies on it.
struct WallLight {
    double lightness = 0; ///< L*, median
    double chroma = 0;    ///< C* of the median colour
    double side_difference =
        0; ///< L* of the left part less the right part's: positive where the left is brighter
    double height_difference = 0; ///< L* of the upper part less the lower part's
    double light_range = 0;       ///< how far L* of the smooth field goes, 5 to 95 % of the wall
    double gradient =
        0; ///< mean Sobel gradient of L* scaled to 0..255: as OFIQ's BackgroundUniformity, at our scale
};

/// Needs: a scene with at least 50 pixels of wall, its field. Left and right are the wall's outer halves by
/// its pixels' columns, upper and lower likewise. Source: ISO/IEC 29794-5, BackgroundUniformity.
WallLight wall_light(const BackdropScene& scene, const WallField& field);

/// Length of the colour's change from one pixel to the next, by Sobel / 8 over L*, a*, b*; 0 where a
/// neighbour is no wall.
Plane wall_edges(const BackdropScene& scene);

} // namespace tucai::measure
