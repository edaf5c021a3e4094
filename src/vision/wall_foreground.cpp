#include "vision/wall_foreground.h"

#include "vision/normalised_blur.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <limits>
#include <numeric>

namespace tucai::vision {
namespace {

constexpr int palette_size = 6;
constexpr float belt_px = 22; ///< how deep inside the outline colours are still its own
constexpr int cell_px = 4;    ///< the grid on which colours are spread

/// Sure pixels near the outline, thinned for k-means.
cv::Mat samples_of(const cv::Mat& frame, const cv::Mat& belt)
{
    std::vector<cv::Vec3f> list;
    for (int y = 0; y < frame.rows; y += 3) {
        const auto* pixel = frame.ptr<cv::Vec3f>(y);
        const auto* marked = belt.ptr<std::uint8_t>(y);
        for (int x = y % 2; x < frame.cols; x += 2)
            if (marked[x] != 0)
                list.push_back(pixel[x]);
    }
    return cv::Mat(list, true).reshape(1, static_cast<int>(list.size()));
}

/// k-means from labels by brightness: the same palette whatever ran before in this thread.
std::vector<cv::Vec3f> palette_of(const cv::Mat& samples)
{
    const int count = std::min(palette_size, samples.rows);
    if (count == 0)
        return {};
    std::vector<int> order(static_cast<std::size_t>(samples.rows));
    std::iota(order.begin(), order.end(), 0);
    const auto brightness = [&](int i) {
        const auto* c = samples.ptr<float>(i);
        return c[0] + c[1] + c[2];
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return brightness(a) < brightness(b); });
    cv::Mat labels(samples.rows, 1, CV_32S);
    for (int rank = 0; rank < samples.rows; ++rank)
        labels.at<int>(order[static_cast<std::size_t>(rank)]) =
            static_cast<int>(static_cast<std::int64_t>(rank) * count / samples.rows);
    cv::Mat centres;
    cv::theRNG().state = 20171206; // k-means moves an empty cluster at random
    cv::kmeans(samples, count, labels, {cv::TermCriteria::COUNT + cv::TermCriteria::EPS, 12, 0.5}, 1,
               cv::KMEANS_USE_INITIAL_LABELS, centres);
    std::vector<cv::Vec3f> palette;
    palette.reserve(static_cast<std::size_t>(centres.rows));
    for (int i = 0; i < centres.rows; ++i)
        palette.emplace_back(centres.at<float>(i, 0), centres.at<float>(i, 1), centres.at<float>(i, 2));
    return palette;
}

/// Belt pixels gathered by their nearest colour: red, green, blue and squared length, cell by cell.
std::vector<GridSums> gather_by_colour(const cv::Mat& frame, const cv::Mat& belt,
                                       const std::vector<cv::Vec3f>& palette)
{
    const cv::Size size((frame.cols + cell_px - 1) / cell_px, (frame.rows + cell_px - 1) / cell_px);
    std::vector<GridSums> grids;
    for (std::size_t k = 0; k < palette.size(); ++k)
        grids.push_back({cv::Mat(size, CV_32FC4, cv::Scalar::all(0)), cv::Mat(size, CV_32F, cv::Scalar(0))});
    constexpr float share = 1.F / (cell_px * cell_px);
    for (int y = 0; y < frame.rows; ++y) {
        const auto* pixel = frame.ptr<cv::Vec3f>(y);
        const auto* marked = belt.ptr<std::uint8_t>(y);
        for (int x = 0; x < frame.cols; ++x) {
            if (marked[x] == 0)
                continue;
            std::size_t best = 0;
            float least = std::numeric_limits<float>::max();
            for (std::size_t k = 0; k < palette.size(); ++k) {
                const cv::Vec3f d = pixel[x] - palette[k];
                if (const float distance = d.dot(d); distance < least) {
                    least = distance;
                    best = k;
                }
            }
            const auto& c = pixel[x];
            grids[best].sums.at<cv::Vec4f>(y / cell_px, x / cell_px) +=
                cv::Vec4f(c[0], c[1], c[2], c.dot(c)) * share;
            grids[best].shares.at<float>(y / cell_px, x / cell_px) += share;
        }
    }
    return grids;
}

/// From cells of the spreading grid to cells of half the frame's size.
cv::Mat to_half(const cv::Mat& grid)
{
    cv::Mat half;
    cv::resize(grid, half, {grid.cols * cell_px / 2, grid.rows * cell_px / 2}, 0, 0, cv::INTER_LINEAR);
    return half;
}

cv::Mat share_near(const cv::Mat& shares, double sigma_px)
{
    cv::Mat near;
    cv::GaussianBlur(shares, near, {}, sigma_px / cell_px, 0, cv::BORDER_REPLICATE);
    return near;
}

} // namespace

std::vector<PersonColour> person_colours(const cv::Mat& frame, const Outline& outline)
{
    const cv::Mat rim = 5.5 - 2 * outline.torso + belt_px;
    const cv::Mat belt = outline.sure_person & (outline.depth_px < rim);
    const auto palette = palette_of(samples_of(frame, belt));
    std::vector<PersonColour> colours;
    for (const auto& grid : gather_by_colour(frame, belt, palette)) {
        if (cv::sum(grid.shares)[0] < 1)
            continue;
        // Mean and mean square in one pass: variance = E|c|^2 - |E c|^2.
        cv::Mat moments = normalised_blur(grid, {12.0 / cell_px, 40.0 / cell_px});
        for (auto m = moments.begin<cv::Vec4f>(); m != moments.end<cv::Vec4f>(); ++m)
            (*m)[3] = std::max((*m)[3] - ((*m)[0] * (*m)[0] + (*m)[1] * (*m)[1] + (*m)[2] * (*m)[2]), 0.F);
        const cv::Mat presence = 0.5 * share_near(grid.shares, 12) + 0.5 * share_near(grid.shares, 40) + 0.01;
        colours.push_back({to_half(moments), to_half(presence)});
    }
    return colours;
}

} // namespace tucai::vision
