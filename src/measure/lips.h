#pragma once

#include "measure/face.h"

namespace tucai::measure {

/// How far the lips are apart. ISO/IEC 29794-5, mouth closed: `opening_ratio` is its native measure (half a
/// score at 0.2).
struct Lips {
    double opening_ratio = 0; ///< inner lips' distance in the middle / middle of the eyes to the chin
    double teeth_ratio = 0;   ///< share of the mouth's width in which teeth show, 0..1
    base::Box region;         ///< the lips' box, picture px
};

/// Measures the lips. Teeth: columns of the patch between the corners of the mouth in which something between
/// the inner lips is brighter than the lips by 12 L* and less red than they are; none where the lips are less
/// than a hundredth of a face apart. Needs: a face that check_face takes, its patch. Pure.
Lips measure_lips(const Face& face, const FacePatch& patch);

} // namespace tucai::measure
