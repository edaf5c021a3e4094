#pragma once

#include "vision/outline.h"

#include <opencv2/core.hpp>

#include <vector>

namespace tucai::vision {

/// One of the person's colours (hair, skin, shirt ...) as it lies near each place of the outline. On a grid
/// of half the frame's size: pixel (x, y) reads cell (x / 2, y / 2).
struct PersonColour {
    cv::Mat colour;   ///< CV_32FC4: red, green, blue 0..255, and the variance summed over the channels
    cv::Mat presence; ///< CV_32F: how much of this colour lies near, > 0
};

/// The person's colours near the outline, by k-means over the sure pixels there. Deterministic.
/// Needs: `frame` CV_32FC3 0..255.
std::vector<PersonColour> person_colours(const cv::Mat& frame, const Outline& outline);

} // namespace tucai::vision
