#pragma once

#include "measure/light_scene.h"
#include "measure/named.h"

namespace tucai::measure {

/// Shadows on the face:
///
/// - `shadow_edge_ratio`: how much less light there is behind the sharpest straight edge that crosses the
///   skin, 0.4 for 40 %. Lines of 12 directions are laid over the face, then ever nearer ones around the
///   sharpest; along each the luminance 0.07 of the eyes' distance on both sides is compared, less the same
///   step on the mirrored line, and the step that seven tenths of the line at least have counts, if six
///   tenths have it without the mirrored line too. What both halves of a face have - the rim's falling off, a
///   beard - cancels, and so does smooth light from one side. A line that lies level is its own mirror image:
///   there nothing is taken off, and eight tenths must have the step. Steps that change the colour as hair
///   does are passed over.
/// - `eye_shadow_ratio`: how much less light the band of the eyes has than the cheeks, by its brightest
///   tenth; 0 where it has more. A brim, glasses that dim, a lamp right above.
/// - `overhead_shadow_ev`: how many stops light from above keeps from the sockets of the eyes and from the
///   throat, beyond what a good portrait's light does: cheeks against the whites of the eyes and the skin at
///   their corners, the chin against the throat. Some 0 in good light, negative in light from below. A throat
///   that is no bare skin counts as in good light, at less confidence.
///
/// A region goes with the edge. Ratios of light on the same skin: its colour cancels.
NamedList face_shadow(const LightScene& scene);

} // namespace tucai::measure
