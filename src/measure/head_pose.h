#pragma once

#include "base/geometry.h"

#include <span>

namespace tucai::measure {

/// Angles of a head in degrees. Yaw is positive to the person's left, pitch upward, roll clockwise in the
/// picture.
struct HeadPose {
    double yaw_deg = 0;
    double pitch_deg = 0;
    double roll_deg = 0;
};

/// Measures how a head is turned, from a mesh: ISO/IEC 29794-5, head pose angle yaw, pitch, roll.
///
/// Roll is the line of the pupils, in the picture's plane. Yaw and pitch come from the mesh's depth: how much
/// nearer one cheek is than the other, and the forehead than the chin; a head of the mean shape that faces
/// the camera has pitch 0. A person's own shape moves pitch by 4.4 degrees (sd, 60 neutral frontal faces).
/// Needs: 478 points and 468 depths of a face (measure/face.h). Pure.
HeadPose measure_head_pose(std::span<const base::Point> points, std::span<const double> depth);

} // namespace tucai::measure
