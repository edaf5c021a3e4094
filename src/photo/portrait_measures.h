#pragma once

#include "base/result.h"
#include "image/resample.h"
#include "photo/frame.h"
#include "photo/portrait.h"
#include "rules/profile.h"
#include "rules/verdict.h"
#include "vision/matte.h"

namespace tucai::photo {

/// One portrait on its way, as far as the measures look at it.
struct MeasureScene {
    const image::Decoded& decoded;
    const Portrait& portrait;
    const Frame& frame;
    const image::Resampled& pixels; ///< the frame's own pixels, before compositing
    const image::Plane& person;     ///< coarse mask of the frame
    const vision::Matte& matte;
    int hair_top_px = 0; ///< measured on the matte
    const rules::Profile& profile;
    double happy_to_neutral = 0; ///< of the emotion network
};

/// Measures everything that a rule may want, by the names that profiles use; regions in pixels of the upright
/// source. What cannot be measured is left out. Pure. Fails: InvalidInput, where the matte cannot be
/// measured.
Result<rules::Measures> measure_portrait(const MeasureScene& scene);

} // namespace tucai::photo
