#include "measure/gaze.h"

#include "measure/dark_place.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr double degrees = 57.295779513082323;
constexpr double eyeball_radius_ratio = 0.4; // of the eye's width: 12 mm of 30 mm
// Iris against the middle of the eye's corners, of the eye's width; 60 neutral faces looking at the lens.
constexpr double straight_down_ratio = -0.065; // irises lie above the corners' line
/// How far irises lie to the other side when a head is turned by a degree and looks at the lens: the slope
/// over the same 60 faces (0.0030 and 0.0038 in two halves of them). An eyeball and a yaw without error would
/// give 0.007.
constexpr double turned_back = 0.003;

/// A place against the middle between the corners of an eye, along and across the line of the pupils, of the
/// eye's width.
base::Point offset(const Face& face, const EyeCorners& eye, base::Point place)
{
    const double dx = (face.right_pupil().x - face.left_pupil().x) / face.inter_eye_px();
    const double dy = (face.right_pupil().y - face.left_pupil().y) / face.inter_eye_px();
    const auto& a = face[eye.one];
    const auto& b = face[eye.other];
    const double width = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-6);
    const double x = place.x - (a.x + b.x) / 2;
    const double y = place.y - (a.y + b.y) / 2;
    return {(x * dx + y * dy) / width, (y * dx - x * dy) / width};
}

double as_degrees(double ratio)
{
    return std::asin(std::clamp(ratio / eyeball_radius_ratio, -1.0, 1.0)) * degrees;
}

} // namespace

Gaze measure_gaze(const Face& face, double yaw_deg)
{
    double sideways = 0;
    double down = 0;
    for (const auto& eye :
         {EyeCorners{33, 133, left_eye_numbers(), 468}, EyeCorners{362, 263, right_eye_numbers(), 473}}) {
        const auto iris = offset(face, eye, face[eye.iris]);
        const auto place = dark_place(face, eye);
        const double dark = place ? offset(face, eye, *place).x : iris.x;
        sideways += (iris.x + dark) / 4;
        down += iris.y / 2;
    }
    return {as_degrees(sideways + turned_back * yaw_deg), -as_degrees(down - straight_down_ratio)};
}

} // namespace tucai::measure
