#include "accuracy/degradations.h"
#include "accuracy/relit.h"
#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::bench {
namespace {

double smooth_step(double t)
{
    const double s = std::clamp(t, 0.0, 1.0);
    return s * s * (3 - 2 * s);
}

/// 1 inside the face's outline, soft at its rim.
cv::Mat face_mask(const Subject& subject)
{
    std::vector<cv::Point> points;
    for (std::size_t i = 0; i < 468; ++i)
        points.emplace_back(cvRound(subject.mesh[i].x), cvRound(subject.mesh[i].y));
    std::vector<cv::Point> hull;
    cv::convexHull(points, hull);
    cv::Mat mask(subject.picture.height, subject.picture.width, CV_32F, cv::Scalar(0));
    cv::fillConvexPoly(mask, hull, cv::Scalar(1));
    cv::GaussianBlur(mask, mask, {}, std::max(0.5, 0.02 * subject.inter_eye_px()));
    return mask;
}

} // namespace

base::Point Subject::eye_middle() const
{
    return {(mesh[468].x + mesh[473].x) / 2, (mesh[468].y + mesh[473].y) / 2};
}

double Subject::inter_eye_px() const
{
    return std::hypot(mesh[473].x - mesh[468].x, mesh[473].y - mesh[468].y);
}

image::Image with_exposure(const Subject& subject, double ev)
{
    const double gain = std::exp2(ev);
    return relit(subject.picture, [=](double, double, int, double linear) { return gain * linear; });
}

image::Image with_tint(const Subject& subject, double log2_red_to_blue)
{
    const double red = std::exp2(log2_red_to_blue / 2);
    const double blue = 1 / red;
    // Rec. 709 luminance of a grey pixel is kept.
    const double kept = 1 / (0.2126 * red + 0.7152 + 0.0722 * blue);
    const std::array<double, 3> gains = {red * kept, kept, blue * kept};
    return relit(subject.picture, [=](double, double, int channel, double linear) {
        return gains[static_cast<std::size_t>(channel)] * linear;
    });
}

image::Image with_side_light(const Subject& subject, double ratio)
{
    const auto middle = subject.eye_middle();
    const double reach = 0.8 * subject.inter_eye_px();
    // An even change of EV across the face, and none beyond it. The bright side stays: nothing clips.
    return relit(subject.picture, [=](double x, double, int, double linear) {
        const double across = std::clamp(((x - middle.x) / reach + 1) / 2, 0.0, 1.0);
        return linear * std::exp2(-std::log2(ratio) * across);
    });
}

image::Image with_face_shadow(const Subject& subject, double ev)
{
    const cv::Mat face = face_mask(subject);
    const auto middle = subject.eye_middle();
    const double edge = 0.02 * subject.inter_eye_px();
    // From the forehead's right to the chin's left, a quarter turned: no line of a face runs so.
    return relit(subject.picture, [&, ev](double x, double y, int, double linear) {
        const double side = (x - middle.x) * 0.94 + (y - middle.y) * 0.34;
        const double inside = face.at<float>(static_cast<int>(y), static_cast<int>(x));
        return linear * std::exp2(-ev * inside * smooth_step(side / edge + 0.5));
    });
}

image::Image with_hot_spot(const Subject& subject, double sigma)
{
    const double eyes = subject.inter_eye_px();
    const auto middle = subject.eye_middle();
    const base::Point at = {middle.x + 0.15 * eyes, middle.y - 0.55 * eyes};
    return relit(subject.picture, [=](double x, double y, int, double linear) {
        const double d2 = ((x - at.x) * (x - at.x) + (y - at.y) * (y - at.y)) / (eyes * eyes);
        return linear + std::exp(-d2 / (2 * sigma * sigma));
    });
}

} // namespace tucai::bench
