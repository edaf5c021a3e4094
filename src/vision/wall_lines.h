#pragma once

#include "vision/outline.h"
#include "vision/wall_model.h"

namespace tucai::vision {

/// Adds to a wall the straight lines that its smooth colour does not know: joints of tiles, skirting boards.
///
/// A column of the wall that strays from the smooth colour the same way all along its part far from the
/// person, or a row on one side, is a line; near the person the line goes on where the pixels stray like it.
/// Hair near the head cannot pass for one, since it is not seen far from the person. Lines must be level or
/// upright within a pixel over the frame: others are left to the solver.
/// Needs: `frame` and `smooth` CV_32FC3 0..255, the latter the wall without any line; `wall` fitted to the
/// frame. Changes colour and variance of pixels on a line.
void add_straight_lines(const cv::Mat& frame, const Outline& outline, const cv::Mat& smooth, WallModel& wall);

} // namespace tucai::vision
