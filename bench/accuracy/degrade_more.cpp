#include "accuracy/more_degradations.h"
#include "accuracy/relit.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/opencv.h"
#include "measure/face.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tucai::bench {
namespace {

/// -1 or 1: some people to one side, some to the other.
double side_of(std::uint64_t seed)
{
    return (seed >> 7U) % 2 == 0 ? 1 : -1;
}

/// A soft blot: 1 in the middle, exp(-1/2) at the given distances from it.
double blot(double x, double y, base::Point at, double across, double down)
{
    return std::exp(-0.5 * (std::pow((x - at.x) / across, 2) + std::pow((y - at.y) / down, 2)));
}

/// 1 between the lids, soft at their rim, else 0.
cv::Mat opening(const Subject& subject, std::span<const int> numbers)
{
    std::vector<cv::Point> lids;
    for (const int n : numbers) {
        const auto& p = subject.mesh[static_cast<std::size_t>(n)];
        lids.emplace_back(cvFloor(p.x), cvFloor(p.y));
    }
    cv::Mat mask(subject.picture.height, subject.picture.width, CV_32F, cv::Scalar(0));
    cv::fillPoly(mask, lids, cv::Scalar(1));
    cv::GaussianBlur(mask, mask, {}, std::max(0.4, 0.004 * subject.inter_eye_px()));
    return mask;
}

struct Iris {
    base::Point centre;
    double radius = 0;
};

Iris iris_of(const Subject& subject, std::size_t number)
{
    Iris iris{subject.mesh[number], 0};
    for (std::size_t i = 1; i <= 4; ++i)
        iris.radius += std::hypot(subject.mesh[number + i].x - iris.centre.x,
                                  subject.mesh[number + i].y - iris.centre.y) /
                       4;
    return iris;
}

/// The white of the eye in a row of the iris, by straight lines between its two sides; where a side lies
/// behind the lids the other stands in.
cv::Vec3f white_at(const cv::Mat& smooth, const cv::Mat& inside, const Iris& iris, double x, int y)
{
    const int left = std::clamp(cvFloor(iris.centre.x - 1.35 * iris.radius), 0, smooth.cols - 1);
    const int right = std::clamp(cvFloor(iris.centre.x + 1.35 * iris.radius), 0, smooth.cols - 1);
    const int middle = std::clamp(cvFloor(iris.centre.y), 0, smooth.rows - 1);
    const int row = inside.at<float>(y, left) > 0.5F && inside.at<float>(y, right) > 0.5F ? y : middle;
    const cv::Vec3f a = smooth.at<cv::Vec3b>(row, left);
    const cv::Vec3f b = smooth.at<cv::Vec3b>(row, right);
    const auto t = static_cast<float>(std::clamp((x - left) / std::max(1, right - left), 0.0, 1.0));
    return a * (1 - t) + b * t;
}

void move_iris(const Subject& subject, std::span<const int> lids, std::size_t number, double shift_share,
               image::Image& out)
{
    const auto iris = iris_of(subject, number);
    const cv::Mat inside = opening(subject, lids);
    const cv::Mat source = image::as_mat(subject.picture);
    cv::Mat smooth;
    cv::GaussianBlur(source, smooth, {}, std::max(0.5, 0.15 * iris.radius));
    auto target = image::as_mat(out);
    const double shift = shift_share * iris.radius;
    const cv::Rect around = cv::Rect(cvFloor(iris.centre.x - 3 * iris.radius), // a whole opening's width
                                     cvFloor(iris.centre.y - 1.5 * iris.radius), cvCeil(6 * iris.radius),
                                     cvCeil(3 * iris.radius)) &
                            cv::Rect(0, 0, source.cols, source.rows);
    for (int y = around.y; y < around.br().y; ++y)
        for (int x = around.x; x < around.br().x; ++x) {
            const float open = inside.at<float>(y, x);
            if (open <= 0)
                continue;
            const double down = y + 0.5 - iris.centre.y;
            const auto disc = [&](double across) {
                return static_cast<float>(std::clamp(
                    (1.12 * iris.radius - std::hypot(across, down)) / (0.12 * iris.radius), 0.0, 1.0));
            };
            const double across = x + 0.5 - iris.centre.x;
            cv::Vec3f value = source.at<cv::Vec3b>(y, x);
            value += (white_at(smooth, inside, iris, x, y) - value) * disc(across);
            const int from = std::clamp(cvRound(x - shift), 0, source.cols - 1);
            const cv::Vec3f moved = source.at<cv::Vec3b>(y, from);
            value += (moved - value) * (disc(across - shift) * inside.at<float>(y, from));
            const cv::Vec3f old = source.at<cv::Vec3b>(y, x);
            target.at<cv::Vec3b>(y, x) = old + (value - old) * open;
        }
}

} // namespace

image::Image with_top_light(const Subject& subject, double ev)
{
    const double eyes = subject.inter_eye_px();
    const auto chin = subject.mesh[152];
    const auto left = subject.left_pupil();
    const auto right = subject.right_pupil();
    return relit(subject.picture, [=](double x, double y, int, double linear) {
        const double sockets =
            std::max(blot(x, y, {left.x, left.y - 0.03 * eyes}, 0.24 * eyes, 0.13 * eyes),
                     blot(x, y, {right.x, right.y - 0.03 * eyes}, 0.24 * eyes, 0.13 * eyes));
        const double throat = blot(x, y, {chin.x, chin.y + 0.2 * eyes}, 0.5 * eyes, 0.16 * eyes);
        return linear * std::exp2(-ev * std::max(sockets, throat));
    });
}

image::Image with_green(const Subject& subject, double ev)
{
    const double green = std::exp2(ev);
    const double kept = 1 / (0.2126 + 0.7152 * green + 0.0722); // Rec. 709 luminance of grey
    return relit(subject.picture, [=](double, double, int channel, double linear) {
        return linear * kept * (channel == 1 ? green : 1);
    });
}

image::Image with_earlier_jpeg(const Subject& subject, int quality)
{
    // Neither can fail: the pixels are a picture's, the bytes our own.
    const auto bytes = image::encode_jpeg(subject.picture.view(), {quality, image::Subsampling::S420, 72});
    return image::decode(*bytes, {})->image;
}

image::Image with_enlarging(const Subject& subject, double inter_eye_px)
{
    const double scale = std::min(1.0, inter_eye_px / subject.inter_eye_px());
    image::Image out(subject.picture.width, subject.picture.height);
    auto target = image::as_mat(out);
    cv::Mat small;
    cv::resize(image::as_mat(subject.picture), small, {}, scale, scale, cv::INTER_AREA);
    cv::resize(small, target, target.size(), 0, 0, cv::INTER_CUBIC);
    return out;
}

image::Image with_cut_side(const Subject& subject, double room, std::uint64_t seed)
{
    const double middle = subject.eye_middle().x;
    const double reach = room * subject.inter_eye_px();
    const int width = subject.picture.width;
    const int left = side_of(seed) < 0 ? std::clamp(cvRound(middle - reach), 0, width - 1) : 0;
    const int right = side_of(seed) > 0 ? std::clamp(cvRound(middle + reach), left + 1, width) : width;
    image::Image out(right - left, subject.picture.height);
    auto target = image::as_mat(out);
    image::as_mat(subject.picture)(cv::Rect(left, 0, out.width, out.height)).copyTo(target);
    return out;
}

image::Image with_lowered_shoulder(const Subject& subject, double degrees, std::uint64_t seed)
{
    const cv::Mat source = image::as_mat(subject.picture);
    const double chin = subject.mesh[152].y;
    const double middle = subject.eye_middle().x;
    const double slope = std::tan(degrees * std::numbers::pi / 180) * side_of(seed);
    const double ramp = 0.35 * subject.inter_eye_px(); // a neck's length: the head stays as it is
    cv::Mat across(source.size(), CV_32F);
    cv::Mat down(source.size(), CV_32F);
    for (int y = 0; y < source.rows; ++y)
        for (int x = 0; x < source.cols; ++x) {
            const double share = std::clamp((y + 0.5 - chin) / ramp, 0.0, 1.0);
            across.at<float>(y, x) = static_cast<float>(x);
            down.at<float>(y, x) = static_cast<float>(y - share * slope * (x + 0.5 - middle));
        }
    image::Image out(source.cols, source.rows);
    auto target = image::as_mat(out);
    cv::remap(source, target, across, down, cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    return out;
}

image::Image with_averted_eyes(const Subject& subject, double degrees, std::uint64_t seed)
{
    // An eyeball's radius is 12 mm, an iris's 5.9 mm.
    const double share = side_of(seed) * 12 / 5.9 * std::sin(degrees * std::numbers::pi / 180);
    image::Image out = subject.picture;
    move_iris(subject, measure::left_eye_numbers(), 468, share, out);
    move_iris(subject, measure::right_eye_numbers(), 473, share, out);
    return out;
}

image::Image with_tinted_lenses(const Subject& subject, double passed)
{
    const double eyes = subject.inter_eye_px();
    const std::array<base::Point, 2> pupils = {subject.left_pupil(), subject.right_pupil()};
    const std::array<double, 3> tint = {1.12, 1.0, 0.75}; // of grey the luminance stays within 4 %
    return relit(subject.picture, [=](double x, double y, int channel, double linear) {
        double lens = 0;
        double frame = 0;
        for (const auto& pupil : pupils) {
            // Lenses of 50 by 36 mm before pupils 63 mm apart, with round corners.
            const double far = std::pow(std::pow(std::abs(x - pupil.x) / (0.4 * eyes), 4) +
                                            std::pow(std::abs(y - pupil.y - 0.06 * eyes) / (0.29 * eyes), 4),
                                        0.25);
            const double beyond = (far - 1) * 0.29 * eyes;
            lens = std::max(lens, std::clamp(0.5 - beyond, 0.0, 1.0));
            frame = std::max(frame, std::clamp(0.5 + 0.02 * eyes - std::abs(beyond), 0.0, 1.0));
        }
        const double bar = std::abs(y - pupils[0].y - (pupils[1].y - pupils[0].y) / 2) < 0.02 * eyes &&
                                   std::abs(x - (pupils[0].x + pupils[1].x) / 2) < 0.1 * eyes
                               ? 1
                               : 0;
        const double seen = linear * (1 - lens + lens * passed * tint[static_cast<std::size_t>(channel)]);
        return seen + (0.02 - seen) * std::max(frame, bar);
    });
}

} // namespace tucai::bench
