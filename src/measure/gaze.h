#pragma once

#include "measure/face.h"

namespace tucai::measure {

/// Where the eyes look, against the head: 0 where they look as the head does.
struct Gaze {
    double sideways_deg = 0; ///< mean of both eyes, positive to the picture's right
    double upward_deg = 0;   ///< mean of both eyes
};

/// Measures gaze from the irises: their offset from the middle between the corners of the eye, as a rotation
/// of an eyeball whose radius is 0.4 of the eye's width (12 mm of 30 mm). Neutral faces that look at a lens
/// have sd 1.8 degrees sideways and 2.1 upward; their mean offset, irises sit a little above the corners'
/// line, is taken off. Needs: a face that check_face takes. Pure.
Gaze measure_gaze(const Face& face);

} // namespace tucai::measure
