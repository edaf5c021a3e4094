#include "accuracy/degradations.h"
#include "image/opencv.h"
#include "measure/face.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace tucai::bench {
namespace {

std::vector<cv::Point2f> lids_of(const Subject& subject, std::span<const int> numbers)
{
    std::vector<cv::Point2f> points;
    for (const int n : numbers) {
        const auto& p = subject.mesh[static_cast<std::size_t>(n)];
        points.emplace_back(static_cast<float>(p.x), static_cast<float>(p.y));
    }
    return points;
}

/// Upper and lower lid above one column, by the polygon's edges; false beside the eye.
bool lids_at(const std::vector<cv::Point2f>& lids, double x, double& upper, double& lower)
{
    upper = 1e9;
    lower = -1e9;
    for (std::size_t i = 0; i < lids.size(); ++i) {
        const auto& a = lids[i];
        const auto& b = lids[(i + 1) % lids.size()];
        if ((a.x <= x) == (b.x <= x))
            continue;
        const double y = a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
        upper = std::min(upper, y);
        lower = std::max(lower, y);
    }
    return lower > upper;
}

/// Skin, smoothed, so that single lashes of the place it comes from do not become stripes.
cv::Vec3f skin_at(const cv::Mat& smooth, double x, double y)
{
    const int column = std::clamp(static_cast<int>(x), 0, smooth.cols - 1);
    const int row = std::clamp(static_cast<int>(y), 0, smooth.rows - 1);
    return {static_cast<float>(smooth.at<cv::Vec3b>(row, column)[0]),
            static_cast<float>(smooth.at<cv::Vec3b>(row, column)[1]),
            static_cast<float>(smooth.at<cv::Vec3b>(row, column)[2])};
}

void close_eye(const Subject& subject, std::span<const int> numbers, double share, image::Image& out)
{
    const double eyes = subject.inter_eye_px();
    cv::Mat smooth;
    cv::GaussianBlur(image::as_mat(subject.picture), smooth, {}, std::max(0.5, 0.015 * eyes));
    const auto lids = lids_of(subject, numbers);
    const cv::Rect box = cv::boundingRect(lids);
    for (int column = std::max(0, box.x); column < std::min(out.width, box.br().x); ++column) {
        double upper = 0;
        double lower = 0;
        if (!lids_at(lids, column + 0.5, upper, lower))
            continue;
        const double from = upper - 0.02 * eyes; // over the upper lashes
        const double to = upper + share * (lower - upper) + (share >= 1 ? 0.015 * eyes : 0);
        const auto above = skin_at(smooth, column + 0.5, upper - 0.075 * eyes);
        const auto below = skin_at(smooth, column + 0.5, lower + 0.06 * eyes);
        const double lash = 0.012 * eyes;
        for (int y = std::max(0, static_cast<int>(from)); y < std::min<double>(out.height, to + lash); ++y) {
            const double t = std::clamp((y + 0.5 - from) / (lower - from + 0.05 * eyes), 0.0, 1.0);
            const double rim = std::clamp((y + 0.5 - from) / (0.015 * eyes), 0.0, 1.0);
            const double dark = std::exp(-std::pow((y + 0.5 - to) / (0.7 * lash), 2)) * 0.65;
            for (int c = 0; c < 3; ++c) {
                const double skin = above[c] * (1 - t) + below[c] * t;
                auto& value = out.row(y)[column * 3 + c];
                value = cv::saturate_cast<std::uint8_t>((1 - rim) * value + rim * skin * (1 - dark));
            }
        }
    }
}

void redden(const Subject& subject, std::size_t iris, double share, image::Image& out)
{
    const auto& centre = subject.mesh[iris];
    double radius = 0;
    for (std::size_t i = 1; i <= 4; ++i)
        radius += std::hypot(subject.mesh[iris + i].x - centre.x, subject.mesh[iris + i].y - centre.y) / 4;
    radius *= share;
    const int reach = static_cast<int>(radius) + 3;
    for (int y = static_cast<int>(centre.y) - reach; y <= static_cast<int>(centre.y) + reach; ++y)
        for (int x = static_cast<int>(centre.x) - reach; x <= static_cast<int>(centre.x) + reach; ++x) {
            if (x < 0 || y < 0 || x >= out.width || y >= out.height)
                continue;
            const double far = std::hypot(x + 0.5 - centre.x, y + 0.5 - centre.y);
            const double inside = std::clamp(radius - far + 0.5, 0.0, 1.0);
            std::uint8_t* pixel = out.row(y) + static_cast<std::ptrdiff_t>(x) * 3;
            if (pixel[1] > 170)
                continue; // the catch light stays
            const std::array<double, 3> red = {190, 35, 40};
            for (std::size_t c = 0; c < 3; ++c)
                pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] * (1 - inside) + red[c] * inside);
        }
}

} // namespace

image::Image with_closed_eyes(const Subject& subject, double share)
{
    image::Image out = subject.picture;
    close_eye(subject, measure::left_eye_numbers(), share, out);
    close_eye(subject, measure::right_eye_numbers(), share, out);
    return out;
}

image::Image with_red_eyes(const Subject& subject, double share)
{
    image::Image out = subject.picture;
    redden(subject, 468, share, out);
    redden(subject, 473, share, out);
    return out;
}

image::Image with_second_face(const Subject& subject, double scale)
{
    image::Image out = subject.picture;
    const cv::Mat source = image::as_mat(subject.picture);
    auto target = image::as_mat(out);
    const double eyes = subject.inter_eye_px();
    const auto middle = subject.eye_middle();
    // The head of the same person, mirrored, in an oval.
    const cv::Rect head = cv::Rect(cvRound(middle.x - 1.4 * eyes), cvRound(middle.y - 1.7 * eyes),
                                   cvRound(2.8 * eyes), cvRound(3.9 * eyes)) &
                          cv::Rect(0, 0, source.cols, source.rows);
    cv::Mat small;
    cv::flip(source(head), small, 1);
    cv::resize(small, small, {}, scale, scale, cv::INTER_AREA);
    cv::Mat oval(small.size(), CV_32F, cv::Scalar(0));
    cv::ellipse(oval, cv::Point(small.cols / 2, small.rows / 2),
                cv::Size(small.cols * 9 / 20, small.rows * 9 / 20), 0, 0, 360, cv::Scalar(1), cv::FILLED);
    cv::GaussianBlur(oval, oval, {}, std::max(0.5, 0.04 * small.cols));
    const int left = std::max(0, cvRound(0.01 * source.cols));
    const int top = std::clamp(cvRound(middle.y - 1.2 * eyes), 0, std::max(0, source.rows - small.rows));
    for (int y = 0; y < small.rows; ++y)
        for (int x = 0; x < std::min(small.cols, source.cols - left); ++x) {
            const float a = oval.at<float>(y, x);
            auto& pixel = target.at<cv::Vec3b>(top + y, left + x);
            for (int c = 0; c < 3; ++c)
                pixel[c] =
                    cv::saturate_cast<std::uint8_t>(static_cast<float>(pixel[c]) * (1 - a) +
                                                    static_cast<float>(small.at<cv::Vec3b>(y, x)[c]) * a);
        }
    return out;
}

} // namespace tucai::bench
