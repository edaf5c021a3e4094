#pragma once

#include <opencv2/core.hpp>

namespace tucai::vision {

/// The person's outline as the mask sees it, and what of the frame is surely person or surely wall.
struct Outline {
    cv::Mat person;      ///< CV_32F 0..1: the mask, 1 deep inside, 0 far outside
    cv::Mat depth_px;    ///< CV_32F: signed distance to the outline, inside positive
    cv::Mat torso;       ///< CV_32F 0..1: 0 above the chin, 1 well below it
    cv::Mat sure_person; ///< CV_8U 0 or 255
    cv::Mat sure_wall;   ///< CV_8U 0 or 255: far from the person and covered by the source
    cv::Mat covered;     ///< CV_8U 0 or 255: the source reaches here
    int middle_x = 0;    ///< the column that parts the person's left from right
};

/// Needs: `mask` and `cover` CV_32F 0..1 of one size; chin and face height in its pixels.
Outline outline_of(const cv::Mat& mask, const cv::Mat& cover, double chin_y_px, double face_height_px);

} // namespace tucai::vision
