#pragma once

#include "measure/wall_field.h"

#include <optional>

namespace tucai::measure {

/// Things on a wall: pictures, frames, switches, joints of tiles, other people.
struct WallObjects {
    Flags things;     ///< pixels that belong to one
    Flags shadows;    ///< pixels that stray likewise but are a cast shadow: darker only, along the person
    double ratio = 0; ///< share of the wall's pixels that belong to things
    double largest_ratio = 0;         ///< share of the greatest of them
    std::optional<base::Box> largest; ///< spx
};

/// Needs: scene, its field and edges. A pixel strays where it lies further than 4 from the field, or 2 on a
/// sharp edge; pieces of straying pixels with a sharp border are things. A fold or a soft shadow has no sharp
/// border. A piece that is only darker, keeps the wall's colour, hugs the person and goes nowhere far from
/// them is a cast shadow. Sharp is what changes four times as much as the wall usually does from pixel to
/// pixel.
WallObjects wall_objects(const BackdropScene& scene, const WallField& field, const Plane& edges);

} // namespace tucai::measure
