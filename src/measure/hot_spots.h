#pragma once

#include "measure/light_scene.h"
#include "measure/named.h"

namespace tucai::measure {

/// Shining patches on the skin:
///
/// - `hot_spot_ratio`: share of the skin that shines, its region the largest patch;
/// - `largest_hot_spot_ratio`: that patch's share.
///
/// A pixel shines where it has 0.3 more linear light than a plane through the skin's luminance (so that the
/// lit side of a face does not shine) and is at the same time less red (log2 of red over blue) by a third of
/// what skin is: a reflection adds the lamp's light, whatever the skin. 0.3 is absolute: reflected light is
/// the same on every skin, a multiple of the skin's own would blame dark skin.
NamedList hot_spots(const LightScene& scene);

} // namespace tucai::measure
