#pragma once

#include "measure/light_scene.h"
#include "measure/named.h"

namespace tucai::measure {

/// The colour of the light, in stops (log2) from that of a good studio portrait:
///
/// - `warm_cast_ev`: red over blue; 1 is twice as much red for the blue (a yellow lamp), -1 half (shade, a
///   screen). From the brightest twentieth of both eye openings that is not clipped and from the lips; skin
///   is left out, since tints run along the very line on which skins differ. Where lips and eyes disagree by
///   more than lips differ (lipstick), the eyes alone count.
/// - `green_cast_ev`: green over the mean of red and blue, by the eyes alone; negative is magenta.
///
/// Left out where the eyes show fewer than 60 unclipped pixels or are clipped to a quarter.
NamedList colour_cast(const LightScene& scene);

} // namespace tucai::measure
