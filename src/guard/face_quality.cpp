#include "guard/face_quality.h"

#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::guard {
namespace {

/// The face without hair, ears and background on ArcFace's square.
const cv::Rect face_area(26, 34, 60, 68);

cv::Mat grey_face(const image::Image& arcface)
{
    cv::Mat grey;
    cv::cvtColor(image::as_mat(arcface), grey, cv::COLOR_RGB2GRAY);
    return grey;
}

double energy(const cv::Mat& band)
{
    const cv::Mat inner = band(face_area);
    return inner.dot(inner);
}

} // namespace

double measure_sharpness(const image::Image& arcface)
{
    cv::Mat grey;
    grey_face(arcface).convertTo(grey, CV_32F);
    std::array<cv::Mat, 3> blurred;
    constexpr std::array<double, 3> sigmas_px = {0.7, 1.4, 2.8};
    for (std::size_t i = 0; i < blurred.size(); ++i)
        cv::GaussianBlur(grey, blurred.at(i), {}, sigmas_px.at(i));
    const double fine = energy(blurred[0] - blurred[1]);
    const double coarse = energy(blurred[1] - blurred[2]);
    return coarse > 0 ? std::sqrt(fine / coarse) : 0;
}

QualityMeasures measure_quality(const AlignedFace& face, const vision::FaceMesh& mesh)
{
    QualityMeasures measures;
    const auto left = mesh.left_pupil();
    const auto right = mesh.right_pupil();
    measures.inter_eye_px = std::hypot(right.x - left.x, right.y - left.y);
    measures.sharpness = measure_sharpness(face.arcface);
    const auto pose = mesh.pose();
    measures.turn_deg = std::hypot(pose.yaw_deg, pose.pitch_deg);
    measures.presence = mesh.presence;

    const cv::Mat grey = grey_face(face.arcface)(face_area);
    std::vector<int> levels;
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x)
            levels.push_back(grey.at<std::uint8_t>(y, x));
    std::sort(levels.begin(), levels.end());
    const std::size_t twentieth = levels.size() / 20;
    measures.contrast = (levels[levels.size() - 1 - twentieth] - levels[twentieth]) / 255.0;
    const auto clipped = std::count_if(levels.begin(), levels.end(), [](int v) { return v < 8 || v > 250; });
    measures.clipped_ratio = static_cast<double>(clipped) / static_cast<double>(levels.size());
    return measures;
}

FaceQuality rate(const QualityMeasures& measures)
{
    return {1, Hindrance::None, measures};
}

} // namespace tucai::guard
