#include "vision/strands.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <vector>

namespace tucai::vision {
namespace {

constexpr float reach_px = -45;       // a hand's breadth from the head
constexpr float least_sigmas = 4.5F;  // how plainly a strand differs from the wall
constexpr float most_variance = 60;   // a wall wilder than this has strands of its own
constexpr double most_strange = 0.05; // see WallModel::strange_ratio
constexpr double most_torso = 0.8;    // below the chin cloth ends in an edge, not in strands

/// Pixels that differ plainly from the wall near the head.
cv::Mat unlike_wall(const cv::Mat& frame, const WallModel& wall, const Outline& outline)
{
    cv::Mat distance(frame.size(), CV_32F);
    for (int y = 0; y < frame.rows; ++y) {
        const auto* pixel = frame.ptr<cv::Vec3f>(y);
        const auto* colour = wall.colour.ptr<cv::Vec3f>(y);
        auto* d = distance.ptr<float>(y);
        for (int x = 0; x < frame.cols; ++x) {
            const cv::Vec3f off = pixel[x] - colour[x];
            d[x] = std::sqrt(off.dot(off));
        }
    }
    cv::GaussianBlur(distance, distance, {}, 0.7);
    cv::Mat sigma;
    cv::sqrt(wall.variance / 3, sigma);
    return (distance > least_sigmas * sigma) & (outline.depth_px > reach_px) & (outline.torso < most_torso) &
           (wall.variance < most_variance) & outline.covered;
}

} // namespace

void open_strands(const cv::Mat& frame, const WallModel& wall, Outline& outline)
{
    if (wall.strange_ratio > most_strange)
        return;
    const cv::Mat unlike = unlike_wall(frame, wall, outline);
    const cv::Mat belt = outline.sure_wall == 0;
    cv::Mat labels;
    const int count = cv::connectedComponents(unlike | belt, labels, 8);
    std::vector<std::uint8_t> touches_belt(static_cast<std::size_t>(count), 0);
    for (int y = 0; y < labels.rows; ++y) {
        const auto* label = labels.ptr<int>(y);
        const auto* sure_person = outline.sure_person.ptr<std::uint8_t>(y);
        for (int x = 0; x < labels.cols; ++x)
            if (sure_person[x] != 0)
                touches_belt[static_cast<std::size_t>(label[x])] = 255;
    }
    cv::Mat strands(frame.size(), CV_8U);
    for (int y = 0; y < labels.rows; ++y) {
        const auto* label = labels.ptr<int>(y);
        const auto* strange = unlike.ptr<std::uint8_t>(y);
        auto* strand = strands.ptr<std::uint8_t>(y);
        for (int x = 0; x < labels.cols; ++x)
            strand[x] = strange[x] & touches_belt[static_cast<std::size_t>(label[x])];
    }
    cv::dilate(strands, strands, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    outline.sure_wall &= ~strands;
}

} // namespace tucai::vision
