#include "measure/head_pose.h"

#include <cmath>

namespace tucai::measure {

HeadPose measure_head_pose(std::span<const base::Point> points, std::span<const double> depth)
{
    constexpr double degrees = 57.295779513082323;
    // An upright face's forehead and chin are not equally near; the mean of neutral frontal faces.
    constexpr double upright_pitch_deg = -1.9; // 60 people, sd 4.4
    const auto distance = [&](std::size_t a, std::size_t b) {
        return std::hypot(points[b].x - points[a].x, points[b].y - points[a].y);
    };
    const double roll = std::atan2(points[473].y - points[468].y, points[473].x - points[468].x);
    const double yaw = std::atan2(depth[454] - depth[234], distance(234, 454));
    const double pitch = std::atan2(depth[10] - depth[152], distance(10, 152));
    return {yaw * degrees, pitch * degrees - upright_pitch_deg, roll * degrees};
}

} // namespace tucai::measure
