#pragma once

#include <opencv2/core.hpp>

namespace tucai::vision {

/// Makes values follow the edges of a picture: in each small window they become that linear function of the
/// colour which comes closest to them, and a pixel takes the mean of all windows that hold it.
///
/// Needs: `guide` CV_32FC3 0..1, `values` CV_32F of the same size, both at least 2 x 2; `radius_px` >= 2,
/// halved downward since the windows are looked at in half the size; `smoothness` > 0: the variance of
/// colour below which a window counts as flat. Gives: CV_32F; may leave the values' range by a little. Pure,
/// O(pixels). Source: He, Sun, Tang, Guided Image Filtering, TPAMI 35 (2013), section 3.5; the half size: He,
/// Sun, Fast Guided Filter, arXiv 1505.00996.
cv::Mat guided_filter(const cv::Mat& guide, const cv::Mat& values, int radius_px, double smoothness);

} // namespace tucai::vision
