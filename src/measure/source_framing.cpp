#include "measure/source_framing.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {

SourceFraming measure_source_framing(const Face& face, double yaw_deg)
{
    constexpr double degrees = 57.295779513082323;
    const auto middle = face.eye_middle();
    const double to_chin = std::max(std::hypot(face[152].x - middle.x, face[152].y - middle.y), 1e-6);
    const double apart = face.inter_eye_px();
    const double straight = apart / std::cos(std::clamp(yaw_deg, -80.0, 80.0) / degrees);
    return {straight,
            to_chin / face.picture.height,
            face.left_pupil().x / apart,
            (face.picture.width - face.right_pupil().x) / apart,
            middle.y / to_chin,
            (face.picture.height - middle.y) / to_chin};
}

} // namespace tucai::measure
