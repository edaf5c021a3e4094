#include "vision/normalised_blur.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace tucai::vision {
namespace {

constexpr float enough_share = 0.03F;
constexpr float tiny = 1e-6F;

cv::Mat blurred(const cv::Mat& m, double sigma_x, double sigma_y)
{
    const auto odd = [](double sigma) { return 2 * cvCeil(3 * sigma) + 1; };
    cv::Mat out;
    cv::GaussianBlur(m, out, {odd(sigma_x), odd(sigma_y)}, sigma_x, sigma_y, cv::BORDER_REPLICATE);
    return out;
}

/// Divides sums by shares in place: means.
void divide(cv::Mat& sums, const cv::Mat& shares)
{
    const int channels = sums.channels();
    for (int y = 0; y < sums.rows; ++y) {
        auto* s = sums.ptr<float>(y);
        const auto* w = shares.ptr<float>(y);
        for (int x = 0; x < sums.cols; ++x) {
            const float by = 1 / std::max(w[x], tiny);
            for (int c = 0; c < channels; ++c)
                s[x * channels + c] *= by;
        }
    }
}

/// Moves means towards finer ones where enough marked pixels lie under those.
void refine(cv::Mat& means, const cv::Mat& finer, const cv::Mat& shares)
{
    const int channels = means.channels();
    for (int y = 0; y < means.rows; ++y) {
        auto* m = means.ptr<float>(y);
        const auto* f = finer.ptr<float>(y);
        const auto* w = shares.ptr<float>(y);
        for (int x = 0; x < means.cols; ++x) {
            const float trust = std::min(w[x] / enough_share, 1.F);
            for (int c = 0; c < channels; ++c)
                m[x * channels + c] += trust * (f[x * channels + c] - m[x * channels + c]);
        }
    }
}

/// Adds one row of pixels to a row of cells.
void add_row(const float* values, const float* weights, int pixels, int channels, int step, float* sums,
             float* shares)
{
    for (int x = 0; x < pixels; ++x) {
        const float weight = weights[x];
        if (weight == 0)
            continue;
        const int cell = x / step;
        shares[cell] += weight;
        for (int c = 0; c < channels; ++c)
            sums[cell * channels + c] += weight * values[x * channels + c];
    }
}

} // namespace

GridSums gather(const cv::Mat& values, const cv::Mat& weights, cv::Size step)
{
    const cv::Size size((values.cols + step.width - 1) / step.width,
                        (values.rows + step.height - 1) / step.height);
    const int channels = values.channels();
    GridSums grid{cv::Mat(size, CV_32FC(channels), cv::Scalar::all(0)), cv::Mat(size, CV_32F, cv::Scalar(0))};
    for (int y = 0; y < values.rows; ++y)
        add_row(values.ptr<float>(y), weights.ptr<float>(y), values.cols, channels, step.width,
                grid.sums.ptr<float>(y / step.height), grid.shares.ptr<float>(y / step.height));
    const double cell = 1.0 / (step.width * step.height);
    grid.sums *= cell;
    grid.shares *= cell;
    return grid;
}

cv::Mat normalised_blur(const GridSums& grid, const std::vector<double>& sigmas_cells)
{
    const cv::Size size = grid.shares.size();
    const cv::Size coarse((size.width + 1) / 2, (size.height + 1) / 2);
    cv::Mat out;
    for (auto sigma = sigmas_cells.rbegin(); sigma != sigmas_cells.rend(); ++sigma) {
        // The broadest Gaussians are smooth enough for a grid twice as coarse: a quarter of the work.
        const bool is_broad = *sigma >= 6;
        cv::Mat mean = grid.sums;
        cv::Mat share = grid.shares;
        if (is_broad) {
            cv::resize(grid.sums, mean, coarse, 0, 0, cv::INTER_AREA);
            cv::resize(grid.shares, share, coarse, 0, 0, cv::INTER_AREA);
        }
        const double s = is_broad ? *sigma / 2 : *sigma;
        mean = blurred(mean, s, s);
        share = blurred(share, s, s);
        divide(mean, share);
        if (is_broad) {
            cv::resize(mean, mean, size, 0, 0, cv::INTER_LINEAR);
            cv::resize(share, share, size, 0, 0, cv::INTER_LINEAR);
        }
        if (out.empty())
            out = mean;
        else
            refine(out, mean, share);
    }
    return out;
}

cv::Mat normalised_blur(const cv::Mat& values, const cv::Mat& weights, const std::vector<double>& sigmas_px,
                        int step)
{
    std::vector<double> cells = sigmas_px;
    for (auto& sigma : cells)
        sigma /= step;
    const auto grid = gather(values, weights, {step, step});
    cv::Mat out = normalised_blur(grid, cells);
    cv::resize(out, out, {out.cols * step, out.rows * step}, 0, 0, cv::INTER_LINEAR);
    return out(cv::Rect(0, 0, values.cols, values.rows));
}

cv::Mat directed_blur(const cv::Mat& values, const cv::Mat& weights, cv::Size2d sigma_px, cv::Mat& share)
{
    constexpr int step = 4;
    const bool is_across = sigma_px.width > sigma_px.height;
    const cv::Size steps = is_across ? cv::Size(step, 1) : cv::Size(1, step);
    const auto grid = gather(values, weights, steps);
    const double sx = sigma_px.width / steps.width;
    const double sy = sigma_px.height / steps.height;
    cv::Mat out = blurred(grid.sums, sx, sy);
    share = blurred(grid.shares, sx, sy);
    divide(out, share);
    const cv::Size whole(out.cols * steps.width, out.rows * steps.height);
    const cv::Rect part(0, 0, values.cols, values.rows);
    cv::resize(out, out, whole, 0, 0, cv::INTER_LINEAR);
    cv::resize(share, share, whole, 0, 0, cv::INTER_LINEAR);
    share = share(part);
    return out(part);
}

} // namespace tucai::vision
