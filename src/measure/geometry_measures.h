#pragma once

#include "measure/face.h"
#include "measure/named.h"

namespace tucai::measure {

/// Every measure of the face's points: pose, lids, gaze, lips, expression. Regions in the picture.
/// Needs: a face that check_face takes.
NamedList geometry_measures(const Face& face);

} // namespace tucai::measure
