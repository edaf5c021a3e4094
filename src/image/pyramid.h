#pragma once

#include "image/image.h"

#include <opencv2/core.hpp>

#include <vector>

namespace tucai::image {

/// A picture at full, half, quarter ... size: exact halves are twenty times as cheap as any other reduction,
/// and every network looks at a small picture. Level 0 is the picture itself, not a copy: it must outlive
/// this.
class Pyramid {
public:
    explicit Pyramid(const Image& picture);

    int width() const { return levels_.front().cols; }  ///< of level 0, pixels
    int height() const { return levels_.front().rows; } ///< of level 0, pixels

    /// The smallest level of at least `scale` times the full size (0 < scale), as CV_8UC3; `level_scale`
    /// receives its size against the full one: 1, 1/2, 1/4 ... An odd last row or column is left out of a
    /// half.
    const cv::Mat& at_least(double scale, double& level_scale) const;

private:
    std::vector<cv::Mat> levels_;
};

} // namespace tucai::image
