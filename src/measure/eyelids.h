#pragma once

#include "measure/face.h"

namespace tucai::measure {

/// How far the lids of one eye are apart.
struct EyeOpening {
    double width_ratio = 0; ///< widest opening of the lids / width of the eye, corner to corner
    double face_ratio = 0;  ///< widest opening / distance from the middle of the eyes to the chin
    base::Box region;       ///< the lids' box, picture px
};

/// ISO/IEC 29794-5, eyes open: `face_ratio` of the smaller opening is its native measure (half a score at
/// 0.02). `width_ratio` is steadier: it knows nothing of the chin.
struct EyeOpenings {
    EyeOpening left;  ///< the eye further left in the picture
    EyeOpening right; ///< the other
    const EyeOpening& smaller() const { return left.width_ratio <= right.width_ratio ? left : right; }
};

/// Measures the lids. Widest: of seven pairs of points of the upper and the lower lid. 60 neutral faces have
/// 0.25-0.43, laughing ones from 0.21. Needs: a face that check_face takes. Pure.
EyeOpenings measure_eye_openings(const Face& face);

} // namespace tucai::measure
