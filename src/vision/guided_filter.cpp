#include "vision/guided_filter.h"

#include <opencv2/imgproc.hpp>

namespace tucai::vision {
namespace {

/// Sums of a window, or their means: colours and value, and the products that covariances need.
struct Moments {
    cv::Mat first; ///< CV_32FC4: red, green, blue, value
    cv::Mat pairs; ///< CV_32FC4: red red, red green, red blue, green green
    cv::Mat more;  ///< CV_32FC4: green blue, blue blue, red value, green value
    cv::Mat last;  ///< CV_32F: blue value
};

void average(cv::Mat& plane, int radius_px)
{
    const int side = 2 * radius_px + 1;
    cv::boxFilter(plane, plane, -1, {side, side}, {-1, -1}, true, cv::BORDER_REFLECT);
}

Moments window_means(const cv::Mat& guide, const cv::Mat& values, int radius_px)
{
    const cv::Size size = guide.size();
    Moments moments{cv::Mat(size, CV_32FC4), cv::Mat(size, CV_32FC4), cv::Mat(size, CV_32FC4),
                    cv::Mat(size, CV_32F)};
    for (int y = 0; y < size.height; ++y) {
        const auto* colour = guide.ptr<cv::Vec3f>(y);
        const auto* value = values.ptr<float>(y);
        auto* first = moments.first.ptr<cv::Vec4f>(y);
        auto* pairs = moments.pairs.ptr<cv::Vec4f>(y);
        auto* more = moments.more.ptr<cv::Vec4f>(y);
        auto* last = moments.last.ptr<float>(y);
        for (int x = 0; x < size.width; ++x) {
            const auto [r, g, b] = std::tuple(colour[x][0], colour[x][1], colour[x][2]);
            const float v = value[x];
            first[x] = {r, g, b, v};
            pairs[x] = {r * r, r * g, r * b, g * g};
            more[x] = {g * b, b * b, r * v, g * v};
            last[x] = b * v;
        }
    }
    for (auto* plane : {&moments.first, &moments.pairs, &moments.more, &moments.last})
        average(*plane, radius_px);
    return moments;
}

/// Slopes by colour and offset of the line that comes closest to a window's values.
cv::Vec4f best_line(const cv::Vec4f& first, const cv::Vec4f& pairs, const cv::Vec4f& more, float last,
                    float smoothness)
{
    const cv::Vec3f mean(first[0], first[1], first[2]);
    const float rr = pairs[0] - mean[0] * mean[0] + smoothness;
    const float rg = pairs[1] - mean[0] * mean[1];
    const float rb = pairs[2] - mean[0] * mean[2];
    const float gg = pairs[3] - mean[1] * mean[1] + smoothness;
    const float gb = more[0] - mean[1] * mean[2];
    const float bb = more[1] - mean[2] * mean[2] + smoothness;
    const cv::Vec3f with_value(more[2] - mean[0] * first[3], more[3] - mean[1] * first[3],
                               last - mean[2] * first[3]);
    // The inverse of the symmetric covariance by its cofactors.
    const float c00 = gg * bb - gb * gb;
    const float c01 = gb * rb - rg * bb;
    const float c02 = rg * gb - gg * rb;
    const float scale = 1 / (rr * c00 + rg * c01 + rb * c02);
    const cv::Vec3f slope(scale * cv::Vec3f(c00, c01, c02).dot(with_value),
                          scale * cv::Vec3f(c01, rr * bb - rb * rb, rg * rb - rr * gb).dot(with_value),
                          scale * cv::Vec3f(c02, rg * rb - rr * gb, rr * gg - rg * rg).dot(with_value));
    return {slope[0], slope[1], slope[2], first[3] - slope.dot(mean)};
}

} // namespace

cv::Mat guided_filter(const cv::Mat& guide, const cv::Mat& values, int radius_px, double smoothness)
{
    cv::Mat small_guide;
    cv::Mat small_values;
    const cv::Size half(guide.cols / 2, guide.rows / 2);
    cv::resize(guide, small_guide, half, 0, 0, cv::INTER_AREA);
    cv::resize(values, small_values, half, 0, 0, cv::INTER_AREA);
    auto moments = window_means(small_guide, small_values, radius_px / 2);
    cv::Mat& lines = moments.first; // written where it was read
    for (int y = 0; y < half.height; ++y) {
        auto* first = moments.first.ptr<cv::Vec4f>(y);
        const auto* pairs = moments.pairs.ptr<cv::Vec4f>(y);
        const auto* more = moments.more.ptr<cv::Vec4f>(y);
        const auto* last = moments.last.ptr<float>(y);
        for (int x = 0; x < half.width; ++x)
            first[x] = best_line(first[x], pairs[x], more[x], last[x], static_cast<float>(smoothness));
    }
    average(lines, radius_px / 2);
    cv::resize(lines, lines, guide.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat out(guide.size(), CV_32F);
    for (int y = 0; y < guide.rows; ++y) {
        const auto* line = lines.ptr<cv::Vec4f>(y);
        const auto* colour = guide.ptr<cv::Vec3f>(y);
        auto* to = out.ptr<float>(y);
        for (int x = 0; x < guide.cols; ++x)
            to[x] = line[x][0] * colour[x][0] + line[x][1] * colour[x][1] + line[x][2] * colour[x][2] +
                    line[x][3];
    }
    return out;
}

} // namespace tucai::vision
