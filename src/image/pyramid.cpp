#include "image/pyramid.h"

#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

namespace tucai::image {

Pyramid::Pyramid(const Image& picture)
{
    constexpr int smallest_side_px = 128;
    levels_.push_back(as_mat(picture));
    while (levels_.back().cols >= 2 * smallest_side_px && levels_.back().rows >= 2 * smallest_side_px) {
        const cv::Mat& last = levels_.back();
        const cv::Size half(last.cols / 2, last.rows / 2);
        cv::Mat next;
        cv::resize(last(cv::Rect(0, 0, half.width * 2, half.height * 2)), next, half, 0, 0, cv::INTER_AREA);
        levels_.push_back(next);
    }
}

const cv::Mat& Pyramid::at_least(double scale, double& level_scale) const
{
    std::size_t level = 0;
    level_scale = 1;
    while (level + 1 < levels_.size() && level_scale / 2 >= scale) {
        ++level;
        level_scale /= 2;
    }
    return levels_[level];
}

} // namespace tucai::image
