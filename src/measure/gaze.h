#pragma once

#include "measure/face.h"

namespace tucai::measure {

/// Where the eyes look: sideways against the camera, upward against the head.
struct Gaze {
    double sideways_deg = 0; ///< mean of both eyes, positive to the picture's right
    double upward_deg = 0;   ///< mean of both eyes
};

/// Measures gaze from the irises: their offset from the middle between the corners of the eye, as a rotation
/// of an eyeball whose radius is 0.4 of the eye's width (12 mm of 30 mm). Sideways it is the mean of the
/// mesh's irises and of the dark between the lids (dark_place), and the head's turn is given back: eyes that
/// stay with the lens have turned against the head. Neutral faces that look at a lens have sd 1.4 degrees
/// sideways and 2.1 upward; their mean offset upward, irises sit a little above the corners' line, is taken
/// off.
/// Needs: a face that check_face takes, and its yaw (HeadPose). Pure.
Gaze measure_gaze(const Face& face, double yaw_deg);

} // namespace tucai::measure
