#pragma once

#include "image/pyramid.h"

#include <opencv2/core.hpp>

#include <vector>

namespace tucai::vision {

/// Pixels (CV_8UC3) as floats in rows, columns, channels: `value * scale + offset`.
std::vector<float> interleaved(const cv::Mat& rgb, float scale, float offset);

/// The same as channels, rows, columns.
std::vector<float> planar(const cv::Mat& rgb, float scale, float offset);

/// A picture shrunk to fit a square of `side` pixels, in its middle, black around.
struct Letterbox {
    cv::Mat square;   ///< CV_8UC3, side x side
    double scale = 1; ///< square pixels for one of the picture
    double left = 0;  ///< square pixels
    double top = 0;   ///< square pixels
};
Letterbox letterbox(const image::Pyramid& picture, int side);

} // namespace tucai::vision
