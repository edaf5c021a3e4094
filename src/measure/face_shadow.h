#pragma once

#include "measure/light_scene.h"
#include "measure/named.h"

namespace tucai::measure {

/// Shadows on the face:
///
/// - `shadow_edge_ratio`: how much less light there is behind the sharpest straight edge that crosses the
/// skin,
///   0.4 for 40 %. Lines of 12 directions are laid over the face, then between those near the sharpest; along
///   each the luminance 0.07 of the eyes' distance on both sides is compared, less the same step on the
///   mirrored line, and the step that seven tenths of the line at least have counts. What both halves of a
///   face have - the rim's falling off, a beard - cancels, and so does smooth light from one side. A line
///   that lies level is its own mirror image: there nothing is taken off, and eight tenths must have the
///   step. Steps that change the colour as hair does are passed over.
/// - `eye_shadow_ratio`: how much less light the band of the eyes has than the cheeks, by its brightest
/// tenth;
///   0 where it has more. Light from above, a brim, glasses that dim.
/// - `overhead_shadow_ev`: how many stops the whites of the eyes and the throat lie below the cheeks, what
///   light from above keeps from them; some 0.2 in good light. A throat that is no bare skin
///   counts as usual, at less confidence.
///
/// A region goes with the edge. Ratios of light on the same skin: its colour cancels.
NamedList face_shadow(const LightScene& scene);

} // namespace tucai::measure
