#pragma once

#include "base/result.h"
#include "base/view.h"

namespace tucai::measure {

/// Traces of scaling.
struct Resampling {
    double coherence = 0; ///< 0..1: how well the strongest period runs through the whole picture
    double frequency = 0; ///< of that period, in 1/px, 0..0.5: enlarging by f leaves 1/f, or 1 - 1/f below 2
};

/// Looks for the comb that interpolation leaves: new pixels that lie far from old ones are means of more of
/// them, so that second derivatives are smaller there, with the period of the old pixels. The middle of the
/// picture is cut into 16 bands along x and along y; in each the mean of |second derivative| along the band
/// is flattened and transformed; `coherence` is |sum|^2 / (16 sum of ||^2) of the bands, the mean of both
/// directions, at the frequency where it is largest. Texture is in no phase with itself from band to band;
/// a comb is. Multiples of 1/8 are left out: the blocks of JPEG have them.
///
/// Needs: Rgb8. Gives the same for any brightness and contrast. Pure, at most 768 x 768 px are read.
/// Blind: to factors near 4, 8/3, 8/5, 8/7; to what was compressed hard or made much smaller afterwards.
/// Fails: InvalidInput below 160 px each way.
/// Source: after Gallagher, "Detection of Linear and Cubic Interpolation in JPEG Compressed Images" (2005),
/// and Mahdian and Saic, "Blind Authentication Using Periodic Properties of Interpolation" (2008).
Result<Resampling> find_resampling(const base::View& picture);

} // namespace tucai::measure
