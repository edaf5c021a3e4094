#pragma once

#include "measure/light_scene.h"
#include "measure/named.h"

namespace tucai::measure {

/// `red_pupil_ratio`: share of the redder pupil that a flash coloured red: CIELAB a* above 30, and above what
/// the iris and the white around it have by 15, so that a red light over all is none. The pupil is taken
/// as the disc of half the iris, as far as the lids leave it open. Region: that eye's iris. Left out where
/// neither eye shows half of its disc.
NamedList red_eyes(const LightScene& scene);

} // namespace tucai::measure
