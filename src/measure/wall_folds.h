#pragma once

#include "measure/wall_objects.h"

#include <optional>

namespace tucai::measure {

/// How a wall that is cloth goes up and down.
struct WallFolds {
    double depth = 0; ///< L*, root mean square of what is neither light nor texture, in the usual part
    std::optional<base::Box> region; ///< spx: where it is deepest
};

/// Needs: scene, its field, things and shadows on the wall (left out). What lies between fine texture and the
/// wall's light: blurred by 1.5 px less blurred by 9 px of the scene, in squares of 24 px; the median square
/// counts, since one shadow or stain is no cloth. Nothing where fewer than four squares hold wall.
std::optional<WallFolds> wall_folds(const BackdropScene& scene, const WallField& field,
                                    const WallObjects& objects);

} // namespace tucai::measure
