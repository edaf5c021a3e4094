#pragma once

#include "measure/light_scene.h"
#include "measure/named.h"

namespace tucai::measure {

/// How much light the face got, without blaming a skin for its colour:
///
/// - `exposure_ev`: stops (log2 of linear luminance) from a well lit studio portrait, 0 there; -1 is half the
///   light. The brightest hundredth of both eye openings says it: whites of eyes are alike in all people.
///   Where that hundredth is a mere reflection - far brighter than the eyes' whites - the whites count. Where
///   eyes are dark and skin is bright, the eyes are in shade and the face is not: then the skin counts. Skin
///   can only speak a face free, never convict it. Left out where an eye is narrow or has few pixels, and the
///   skin does not speak the face free.
/// - `clipped_ratio`: share of the skin of which the largest channel is 250 or more; nothing can be
///   brought back there.
///
/// Source: ours, docs/rules/light.md; the standard's are in iso_light.h.
NamedList exposure(const LightScene& scene);

} // namespace tucai::measure
