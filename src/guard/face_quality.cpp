#include "guard/face_quality.h"

#include "image/opencv.h"
#include "measure/head_pose.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tucai::guard {
namespace {

/// The face without hair, ears and background on ArcFace's square.
const cv::Rect face_area(26, 34, 60, 68);

/// A measure where it makes a comparison worthless (0), where it is at the gate (0.5) and where it hinders no
/// more (1); rising or falling, straight lines between.
struct Scale {
    double worthless = 0;
    double gate = 0;
    double good = 0;

    double part(double value) const
    {
        const bool is_beyond_gate = good > worthless ? value > gate : value < gate;
        const double share = is_beyond_gate ? 0.5 + 0.5 * (value - gate) / (good - gate)
                                            : 0.5 * (value - worthless) / (gate - worthless);
        return std::clamp(share, 0.0, 1.0);
    }
};

// Found on 510 pictures degraded in eight ways, by the share of same people whose score falls under that of
// one different pair in a hundred (docs/compare.md): 0.5 % as they are, 4 % at a sharpness of 0.58, 27 % at
// 0.50; 4 % at 27 px between the pupils, 27 % at 21 px.
constexpr Scale inter_eye_scale = {12, 24, 36};
constexpr Scale sharpness_scale = {0.42, 0.56, 0.66};
// Beyond what the test pictures show (turned up to 40 degrees, contrast down to 0.2): set where faces of the
// portraits are no longer what the nets know.
constexpr Scale turn_scale = {55, 40, 25};
constexpr Scale contrast_scale = {0.04, 0.12, 0.20};
constexpr Scale clipped_scale = {0.6, 0.3, 0.1};
constexpr Scale presence_scale = {0.5, 0.9, 0.99};
// Another face of half the size and more could be the one that is meant.
constexpr Scale rival_scale = {1, 0.5, 0.25};

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
    constexpr std::array<double, 3> sigmas_px = {1, 2, 4};
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
    const auto pose = measure::measure_head_pose(mesh.points, mesh.depth);
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
    const std::array<std::pair<Hindrance, double>, 7> parts = {{
        {Hindrance::SeveralFaces, rival_scale.part(measures.rival_ratio)},
        {Hindrance::TooSmall, inter_eye_scale.part(measures.inter_eye_px)},
        {Hindrance::Turned, turn_scale.part(measures.turn_deg)},
        {Hindrance::BadlyLit, contrast_scale.part(measures.contrast)},
        {Hindrance::BadlyLit, clipped_scale.part(measures.clipped_ratio)},
        {Hindrance::Unclear, presence_scale.part(measures.presence)},
        {Hindrance::Blurred, sharpness_scale.part(measures.sharpness)},
    }};
    const auto* const least = std::min_element(
        parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return {least->second, least->second < 1 ? least->first : Hindrance::None, measures};
}

} // namespace tucai::guard
