#pragma once

#include "measure/light_scene.h"
#include "measure/named.h"

namespace tucai::measure {

/// How evenly light falls on the face, in linear light:
///
/// - `left_brighter_ratio`, `right_brighter_ratio`: by how much the half further left in the picture is
///   brighter than the other, 0.38 for 38 %, or the other way round; the smaller is 0. Forehead, cheeks and
///   jaw are compared each with its mirror image, and the middle one of the three ratios counts: a fringe, a
///   glass or a hand over one place does not decide.
/// - `top_brighter_ratio`: the same for the forehead against the cheeks; may be negative. Fringes and beards
///   move it, so no rule reads it.
///
/// A ratio of light on the same skin: its colour cancels. Left out where fewer than 40 pixels of a place
/// show.
NamedList light_balance(const LightScene& scene);

} // namespace tucai::measure
