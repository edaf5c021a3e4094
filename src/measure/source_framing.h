#pragma once

#include "measure/face.h"

namespace tucai::measure {

/// Where the head lies in the source: the native measures of ISO/IEC 29794-5 for its size and its margins.
struct SourceFraming {
    double inter_eye_px = 0;       ///< distance of the pupils as if the head were not turned
    double head_size_ratio = 0;    ///< middle of the eyes to the chin / height of the picture
    double leftward_crop = 0;      ///< left eye to the left edge / distance of the pupils
    double rightward_crop = 0;     ///< right eye to the right edge / distance of the pupils
    double margin_above_ratio = 0; ///< middle of the eyes to the top / to the chin
    double margin_below_ratio = 0; ///< middle of the eyes to the bottom / to the chin
};

/// Needs: a face that check_face takes; its yaw in degrees, within +-80. Pure.
SourceFraming measure_source_framing(const Face& face, double yaw_deg);

} // namespace tucai::measure
