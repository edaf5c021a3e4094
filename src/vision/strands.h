#pragma once

#include "vision/outline.h"
#include "vision/wall_model.h"

namespace tucai::vision {

/// Takes hair that flies beyond the outline's belt out of what is surely wall, so that its alpha is solved.
///
/// A strand is what plainly does not look like the wall there, lies within a hand's breadth of the head, and
/// hangs together with the belt. On a wall that is not plain nothing is taken: objects would pass for hair.
/// Needs: `frame` CV_32FC3 0..255, `wall` fitted to it. Changes `outline.sure_wall` alone.
void open_strands(const cv::Mat& frame, const WallModel& wall, Outline& outline);

} // namespace tucai::vision
