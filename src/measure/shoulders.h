#pragma once

#include "measure/backdrop_scene.h"

#include <optional>

namespace tucai::measure {

/// How the shoulders lie.
struct Shoulders {
    double slope_deg = 0;  ///< of the line over both, positive clockwise: the one further right is lower
    double confidence = 0; ///< 0..1
    base::Box region;      ///< spx, around both
};

/// Needs: a scene. The left contour is laid on the right one, mirrored at the middle that fits best (the body
/// need not stand under the face); the slope is the median over pairs of columns beside the neck. Nothing
/// where hair, the frame or the picture rim hides a shoulder.
std::optional<Shoulders> shoulders(const BackdropScene& scene);

} // namespace tucai::measure
