#pragma once

#include "measure/face.h"
#include "measure/named.h"

namespace tucai::measure {

/// Every measure of light and colour on the face: exposure, evenness, shadow, hot spots, colour, red eyes.
/// Needs: a face that check_face takes; `patch` of it at `light_inter_eye_px`. Regions in the picture.
NamedList light_measures(const Face& face, const FacePatch& patch);

/// Pupils of the patch that light and sharpness are measured on. At 100 px a face of any source measures
/// alike (docs/rules/frame.md).
inline constexpr double light_inter_eye_px = 100;

} // namespace tucai::measure
