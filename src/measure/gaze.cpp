#include "measure/gaze.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr double degrees = 57.295779513082323;
constexpr double eyeball_radius_ratio = 0.4; // of the eye's width: 12 mm of 30 mm
// Iris against the middle of the eye's corners, of the eye's width; 60 neutral faces looking at the lens.
constexpr double straight_down_ratio = -0.065; // irises lie above the corners' line

/// An iris against the middle between two corners, along and across the line of the pupils, of the eye's
/// width.
base::Point offset(const Face& face, std::size_t iris, std::size_t a, std::size_t b)
{
    const double dx = (face.right_pupil().x - face.left_pupil().x) / face.inter_eye_px();
    const double dy = (face.right_pupil().y - face.left_pupil().y) / face.inter_eye_px();
    const double width = std::max(std::hypot(face[b].x - face[a].x, face[b].y - face[a].y), 1e-6);
    const double x = face[iris].x - (face[a].x + face[b].x) / 2;
    const double y = face[iris].y - (face[a].y + face[b].y) / 2;
    return {(x * dx + y * dy) / width, (y * dx - x * dy) / width};
}

double as_degrees(double ratio)
{
    return std::asin(std::clamp(ratio / eyeball_radius_ratio, -1.0, 1.0)) * degrees;
}

} // namespace

Gaze measure_gaze(const Face& face)
{
    const auto left = offset(face, 468, 33, 133);
    const auto right = offset(face, 473, 362, 263);
    return {as_degrees((left.x + right.x) / 2), -as_degrees((left.y + right.y) / 2 - straight_down_ratio)};
}

} // namespace tucai::measure
