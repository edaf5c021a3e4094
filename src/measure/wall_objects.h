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

/// Needs: scene, its field and edges. A pixel strays where it lies further than 6 from the field, or 3 on an
/// edge; pieces of straying pixels whose border is sharp are things. A fold or a soft shadow has no sharp
/// border; a piece that is only darker, keeps the wall's colour, touches the person and is no thin line is a
/// cast shadow.
WallObjects wall_objects(const BackdropScene& scene, const WallField& field, const Plane& edges);

} // namespace tucai::measure
