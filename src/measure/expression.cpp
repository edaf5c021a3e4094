#include "measure/expression.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

double distance(const base::Point& a, const base::Point& b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

} // namespace

Expression measure_expression(const Face& face)
{
    base::Point eyes;
    for (const std::size_t corner : {33, 133, 263, 362}) {
        eyes.x += face[corner].x / 4;
        eyes.y += face[corner].y / 4;
    }
    const double height = std::max(distance(eyes, face[152]), 1e-6);
    const double to_chin = (distance(face[61], face[152]) + distance(face[291], face[152])) / 2;
    const double to_eye = (distance(face[61], face[33]) + distance(face[291], face[263])) / 2;
    const double left = std::min({face[33].x, face[61].x, face[152].x});
    const double right = std::max({face[263].x, face[291].x, face[152].x});
    return {to_chin / height, to_eye / height, {left, eyes.y, right - left, height}};
}

double smile_log_odds(const Expression& expression, double happy_to_neutral)
{
    return 40.4 * expression.lip_corner_to_chin_ratio - 39.1 * expression.lip_corner_to_eye_ratio +
           0.373 * happy_to_neutral + 4.53;
}

} // namespace tucai::measure
