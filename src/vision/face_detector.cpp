#include "vision/face_detector.h"

#include "vision/tensor_input.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace tucai::vision {
namespace {

constexpr double least_score = 0.5;         // MediaPipe's own default
constexpr double least_score_filling = 0.7; // the detector's own default
constexpr double same_face_overlap = 0.3;   // intersection over union

double sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

/// Centres of a MediaPipe detector's anchors, in pixels of its square.
std::vector<base::Point> anchors(int side, std::span<const std::pair<int, int>> stride_and_count)
{
    std::vector<base::Point> centres;
    for (const auto& [stride, count] : stride_and_count)
        for (int y = 0; y < side / stride; ++y)
            for (int x = 0; x < side / stride; ++x)
                for (int i = 0; i < count; ++i)
                    centres.push_back({(x + 0.5) * stride, (y + 0.5) * stride});
    return centres;
}

double overlap(const base::Box& a, const base::Box& b)
{
    const double width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const double height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0)
        return 0;
    return width * height / (a.area() + b.area() - width * height);
}

/// The share of the smaller box that lies in the other: a face found twice at two sizes.
double cover(const base::Box& a, const base::Box& b)
{
    const double width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const double height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0)
        return 0;
    return width * height / std::min(a.area(), b.area());
}

/// Keeps the best of each group of boxes that show one face; the largest face first.
std::vector<DetectedFace> distinct(std::vector<DetectedFace> faces)
{
    std::stable_sort(faces.begin(), faces.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    std::vector<DetectedFace> kept;
    for (const auto& face : faces) {
        const bool is_new = std::none_of(kept.begin(), kept.end(), [&](const auto& other) {
            return overlap(face.box, other.box) > same_face_overlap || cover(face.box, other.box) > 0.7;
        });
        if (is_new)
            kept.push_back(face);
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const auto& a, const auto& b) { return a.box.area() > b.box.area(); });
    return kept;
}

/// Runs a MediaPipe detector (boxes and six points relative to its anchors, in pixels of the square).
Result<std::vector<DetectedFace>> find_by_anchors(const Session& net, const image::Pyramid& picture, int side,
                                                  std::span<const std::pair<int, int>> layers)
{
    const auto box = letterbox(picture, side);
    const auto values = interleaved(box.square, 1 / 127.5F, -1);
    const std::array<std::int64_t, 4> shape = {1, side, side, 3};
    const std::array<TensorView, 1> inputs = {TensorView{values, shape}};
    TUCAI_TRY(const auto outputs, net.run(inputs));
    const auto& first_is_boxes = outputs.at(0).shape.back() == 16;
    const auto& boxes = outputs.at(first_is_boxes ? 0 : 1).values;
    const auto& scores = outputs.at(first_is_boxes ? 1 : 0).values;
    const auto centres = anchors(side, layers);
    if (boxes.size() != centres.size() * 16 || scores.size() != centres.size())
        return fail(ErrorCode::Internal, "The face detector gave an unexpected number of boxes.");
    std::vector<DetectedFace> faces;
    for (std::size_t i = 0; i < centres.size(); ++i) {
        const double score = sigmoid(scores[i]);
        if (score < least_score)
            continue;
        const float* b = boxes.data() + i * 16;
        const auto place = [&](double x, double y) {
            return base::Point{(x + centres[i].x - box.left) / box.scale,
                               (y + centres[i].y - box.top) / box.scale};
        };
        DetectedFace face;
        const auto corner = place(b[0] - b[2] / 2.0, b[1] - b[3] / 2.0);
        face.box = {corner.x, corner.y, b[2] / box.scale, b[3] / box.scale};
        face.score = score;
        face.points = {place(b[4], b[5]), place(b[6], b[7]), place(b[8], b[9]), place(b[10], b[11])};
        if (face.box.width > 0 && face.box.height > 0)
            faces.push_back(face);
    }
    return distinct(std::move(faces));
}

/// Runs `fr_detect`: 320 x 240 stretched, boxes as corners of 0..1.
Result<std::vector<DetectedFace>> find_filling(const Session& net, const image::Pyramid& picture)
{
    double level_scale = 1;
    const cv::Mat& rgb = picture.at_least(320.0 / picture.width(), level_scale);
    cv::Mat small;
    cv::resize(rgb, small, {320, 240}, 0, 0, cv::INTER_AREA);
    const auto values = planar(small, 1 / 128.F, -127 / 128.F);
    const std::array<std::int64_t, 4> shape = {1, 3, 240, 320};
    const std::array<TensorView, 1> inputs = {TensorView{values, shape}};
    TUCAI_TRY(const auto outputs, net.run(inputs));
    const bool first_is_boxes = outputs.at(0).shape.back() == 4;
    const auto& boxes = outputs.at(first_is_boxes ? 0 : 1).values;
    const auto& scores = outputs.at(first_is_boxes ? 1 : 0).values;
    std::vector<DetectedFace> faces;
    for (std::size_t i = 0; i < scores.size() / 2 && i < boxes.size() / 4; ++i) {
        const double score = scores[2 * i + 1];
        const float* b = boxes.data() + 4 * i;
        if (score < least_score_filling || b[2] <= b[0] || b[3] <= b[1])
            continue;
        const double w = picture.width();
        const double h = picture.height();
        faces.push_back({{b[0] * w, b[1] * h, (b[2] - b[0]) * w, (b[3] - b[1]) * h}, score, std::nullopt});
    }
    return distinct(std::move(faces));
}

} // namespace

FaceDetector::FaceDetector(Session full, Session close, std::optional<Session> filling)
    : full_(std::move(full)), close_(std::move(close)), filling_(std::move(filling))
{
}

Result<FaceDetector> FaceDetector::load(const std::shared_ptr<Runtime>& runtime, const std::string& folder)
{
    TUCAI_TRY(auto full, Session::load(runtime, folder + "/face_detection_full_range.onnx"));
    TUCAI_TRY(auto close, Session::load(runtime, folder + "/face_detection_short_range.onnx"));
    std::optional<Session> filling;
    if (std::filesystem::exists(folder + "/fr_detect.onnx")) {
        TUCAI_TRY(filling, Session::load(runtime, folder + "/fr_detect.onnx"));
    }
    return FaceDetector(std::move(full), std::move(close), std::move(filling));
}

Result<std::vector<DetectedFace>> FaceDetector::find(const image::Pyramid& picture) const
{
    static constexpr std::array<std::pair<int, int>, 1> full_layers = {{{4, 1}}};
    static constexpr std::array<std::pair<int, int>, 2> close_layers = {{{8, 2}, {16, 6}}};
    TUCAI_TRY(auto faces, find_by_anchors(full_, picture, 192, full_layers));
    if (faces.empty()) {
        TUCAI_TRY(faces, find_by_anchors(close_, picture, 128, close_layers));
    }
    if (faces.empty() && filling_) {
        TUCAI_TRY(faces, find_filling(*filling_, picture));
    }
    return faces;
}

} // namespace tucai::vision
