#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace tucai::vision {

/// Marked values gathered on a coarser grid: sums of value times weight, and of weight, a cell's share each.
struct GridSums {
    cv::Mat sums;   ///< CV_32FC(n), the grid's size
    cv::Mat shares; ///< CV_32F, 0..1
};

/// Gathers `step` pixels (across and down) into one cell. Needs: values CV_32FC(1..4), weights CV_32F 0..1.
GridSums gather(const cv::Mat& values, const cv::Mat& weights, cv::Size step);

/// Normalised convolution, coarse to fine: the mean of the values over the pixels that the weights mark, with
/// Gaussians of each sigma in turn (largest first); a finer mean takes over where enough marked pixels lie
/// under it (share 0.03). Sigmas in cells. Gives a matrix of the grid's size.
cv::Mat normalised_blur(const GridSums& grid, const std::vector<double>& sigmas_cells);

/// The same on a grid of `step` pixels, brought back to the values' size. Sigmas in pixels, at least `step`.
cv::Mat normalised_blur(const cv::Mat& values, const cv::Mat& weights, const std::vector<double>& sigmas_px,
                        int step);

/// One Gaussian along one direction (across where `sigma.width` is the larger), full size in the other;
/// `share` receives the Gaussian share of marked pixels.
cv::Mat directed_blur(const cv::Mat& values, const cv::Mat& weights, cv::Size2d sigma_px, cv::Mat& share);

} // namespace tucai::vision
