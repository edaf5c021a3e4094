#include "accuracy/degradations.h"
#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>

namespace tucai::bench {

image::Image with_defocus(const Subject& subject, double sigma)
{
    image::Image out(subject.picture.width, subject.picture.height);
    auto target = image::as_mat(out);
    cv::GaussianBlur(image::as_mat(subject.picture), target, {}, sigma * subject.inter_eye_px(), 0,
                     cv::BORDER_REPLICATE);
    return out;
}

image::Image with_motion(const Subject& subject, double length, std::uint64_t seed)
{
    const double px = length * subject.inter_eye_px();
    const double angle = std::numbers::pi * static_cast<double>(seed % 180) / 180;
    const int half = static_cast<int>(std::ceil(px / 2)) + 1;
    cv::Mat kernel(2 * half + 1, 2 * half + 1, CV_32F, cv::Scalar(0));
    // The line in steps much finer than a pixel, each shared by its four neighbours.
    constexpr int steps = 512;
    for (int i = 0; i < steps; ++i) {
        const double along = px * ((i + 0.5) / steps - 0.5);
        const double x = half + along * std::cos(angle);
        const double y = half + along * std::sin(angle);
        const int left = static_cast<int>(x);
        const int top = static_cast<int>(y);
        const auto fx = static_cast<float>(x - left);
        const auto fy = static_cast<float>(y - top);
        kernel.at<float>(top, left) += (1 - fx) * (1 - fy) / steps;
        kernel.at<float>(top, left + 1) += fx * (1 - fy) / steps;
        kernel.at<float>(top + 1, left) += (1 - fx) * fy / steps;
        kernel.at<float>(top + 1, left + 1) += fx * fy / steps;
    }
    image::Image out(subject.picture.width, subject.picture.height);
    auto target = image::as_mat(out);
    cv::filter2D(image::as_mat(subject.picture), target, CV_8U, kernel, {-1, -1}, 0, cv::BORDER_REPLICATE);
    return out;
}

image::Image with_noise(const Subject& subject, double sigma, std::uint64_t seed)
{
    image::Image out = subject.picture;
    auto target = image::as_mat(out);
    cv::Mat noise(target.size(), CV_32FC3);
    cv::RNG(seed + 1).fill(noise, cv::RNG::NORMAL, 0, sigma);
    cv::Mat sum;
    cv::add(target, noise, sum, {}, CV_8U);
    sum.copyTo(target);
    return out;
}

image::Image with_roll(const Subject& subject, double degrees)
{
    const auto middle = subject.eye_middle();
    // OpenCV counts from pixel centres and turns the other way.
    const cv::Point2f centre(static_cast<float>(middle.x - 0.5), static_cast<float>(middle.y - 0.5));
    image::Image out(subject.picture.width, subject.picture.height);
    auto target = image::as_mat(out);
    cv::warpAffine(image::as_mat(subject.picture), target, cv::getRotationMatrix2D(centre, -degrees, 1),
                   target.size(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    return out;
}

image::Image mirrored(const Subject& subject)
{
    image::Image out(subject.picture.width, subject.picture.height);
    auto target = image::as_mat(out);
    cv::flip(image::as_mat(subject.picture), target, 1);
    return out;
}

image::Image with_small_face(const Subject& subject, double inter_eye_px)
{
    const double scale = std::min(1.0, inter_eye_px / subject.inter_eye_px());
    image::Image out(static_cast<int>(std::lround(subject.picture.width * scale)),
                     static_cast<int>(std::lround(subject.picture.height * scale)));
    auto target = image::as_mat(out);
    cv::resize(image::as_mat(subject.picture), target, target.size(), 0, 0, cv::INTER_AREA);
    return out;
}

} // namespace tucai::bench
