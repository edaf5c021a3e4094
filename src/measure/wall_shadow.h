#pragma once

#include "measure/wall_objects.h"

#include <optional>

namespace tucai::measure {

/// What a person's own shadow does to the wall beside them.
struct WallShadow {
    double depth = 0; ///< L* that the wall lacks in the darkest part beside the person, on the darker side
    double other_depth = 0;          ///< the same on the other side
    std::optional<base::Box> region; ///< spx: that part
};

/// Needs: scene, its field, things on the wall (left out). On each side of the head the wall within 0.4 of
/// the distance between the pupils is cut into pieces half that distance high; of each the darker quarter is
/// compared with the field and with the same quarter far from the person. Nothing where no side has enough
/// wall.
std::optional<WallShadow> wall_shadow(const BackdropScene& scene, const WallField& field,
                                      const WallObjects& objects);

} // namespace tucai::measure
