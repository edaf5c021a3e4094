#pragma once

#include "image/image.h"
#include "image/plane.h"

#include <opencv2/core.hpp>

namespace tucai::image {

/// The same pixels as an OpenCV matrix (CV_8UC3, red first). No copy: the picture must outlive it.
inline cv::Mat as_mat(Image& picture)
{
    return {picture.height, picture.width, CV_8UC3, picture.rgb.data()};
}

/// Read-only use of the same; OpenCV has no matrix of constants.
inline cv::Mat as_mat(const Image& picture)
{
    return {picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.rgb.data())};
}

/// The same values as an OpenCV matrix (CV_32F). No copy: the plane must outlive it.
inline cv::Mat as_mat(Plane& plane)
{
    return {plane.height, plane.width, CV_32F, plane.values.data()};
}

/// Read-only use of the same.
inline cv::Mat as_mat(const Plane& plane)
{
    return {plane.height, plane.width, CV_32F, const_cast<float*>(plane.values.data())};
}

} // namespace tucai::image
