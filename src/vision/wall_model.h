#pragma once

#include "vision/outline.h"

#include <opencv2/core.hpp>

namespace tucai::vision {

/// What the wall would look like without the person.
struct WallModel {
    cv::Mat colour;   ///< CV_32FC3, 0..255
    cv::Mat variance; ///< CV_32F, summed over the channels: how far the wall itself strays from `colour`
    double strange_ratio =
        0; ///< 0..1: share of what should be wall that does not look like it (objects, a room)
};

/// Estimates the wall behind the person from the wall beside it: a smooth field of colour, and rows or
/// columns (tile joints) where they explain it better; what does not look like wall (a shadow's edge, an
/// object, hair that the mask missed) is left out. Needs: `frame` CV_32FC3 0..255.
WallModel fit_wall(const cv::Mat& frame, const Outline& outline);

} // namespace tucai::vision
