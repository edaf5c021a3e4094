#include "vision/face_detector.h"

#include "vision/tensor_input.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace tucai::vision {
namespace {

constexpr double least_score = 0.5;        // MediaPipe's own default
constexpr double least_score_second = 0.7; // the second detector's own default
constexpr int full_side = 192;
constexpr int close_side = 128;
constexpr std::array<std::pair<int, int>, 1> full_layers = {{{4, 1}}};           // stride, anchors a cell
constexpr std::array<std::pair<int, int>, 2> close_layers = {{{8, 2}, {16, 6}}}; // the same
constexpr double same_face_overlap = 0.3;                                        // intersection over union

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
Result<std::vector<DetectedFace>> find_by_anchors(const Session& net, const Letterbox& box,
                                                  std::span<const std::pair<int, int>> layers)
{
    const int side = box.square.cols;
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

/// Runs `fr_detect` on a part of the picture: 320 x 240 stretched, boxes as corners of 0..1.
Result<std::vector<DetectedFace>> find_in_part(const Session& net, const image::Pyramid& picture,
                                               const cv::Rect2d& part)
{
    double scale = 1;
    // A level that is a little too small is as good, and exact halves cost nothing.
    const cv::Mat& level = picture.at_least(0.9 * 320 / part.width, scale);
    const cv::Rect area = cv::Rect(cvRound(part.x * scale), cvRound(part.y * scale),
                                   cvRound(part.width * scale), cvRound(part.height * scale)) &
                          cv::Rect(0, 0, level.cols, level.rows);
    if (area.empty())
        return fail(ErrorCode::InvalidInput, "The part lies outside the picture.");
    cv::Mat small;
    cv::resize(level(area), small, {320, 240}, 0, 0, area.width > 320 ? cv::INTER_AREA : cv::INTER_LINEAR);
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
        if (score < least_score_second || b[2] <= b[0] || b[3] <= b[1])
            continue;
        faces.push_back({{part.x + b[0] * part.width, part.y + b[1] * part.height, (b[2] - b[0]) * part.width,
                          (b[3] - b[1]) * part.height},
                         score,
                         std::nullopt});
    }
    return distinct(std::move(faces));
}

/// Parts of 4:3, as wide or as high as the picture, that overlap by at least a fifth: in each, small faces
/// are larger for the network than in the whole.
std::vector<cv::Rect2d> parts_of(double width, double height)
{
    const double part_width = std::min(width, height * 4 / 3);
    const double part_height = part_width * 3 / 4;
    const double rest = std::max(width - part_width, height - part_height);
    const double part_length = width - part_width > height - part_height ? part_width : part_height;
    const int steps = std::min(cvCeil(rest / (0.8 * part_length)), 4); // no panorama is a portrait
    std::vector<cv::Rect2d> parts;
    for (int i = 0; i <= steps; ++i) {
        const double share = steps == 0 ? 0 : static_cast<double>(i) / steps;
        parts.emplace_back(share * (width - part_width), share * (height - part_height), part_width,
                           part_height);
    }
    return parts;
}

/// Whether a face and the body below it fill a part so far that no second face fits beside them: shoulders
/// are three faces wide.
bool is_filled_by_person(const cv::Rect2d& part, const base::Box& face)
{
    const cv::Rect2d head(face.x, face.y, face.width, face.height);
    const cv::Rect2d body(face.centre().x - 1.5 * face.width, face.bottom(), 3 * face.width,
                          std::max(part.y + part.height - face.bottom(), 0.0));
    return (head & part).area() + (body & part).area() > 0.6 * part.area();
}

/// A square twice as wide as a face's box, as the short-range network likes it; black beyond the picture.
Letterbox close_up(const image::Pyramid& picture, const base::Box& face)
{
    const double side = 2 * std::max(face.width, face.height);
    double level_scale = 1;
    const cv::Mat& level = picture.at_least(close_side / side, level_scale);
    const double left = face.centre().x - side / 2;
    const double top = face.centre().y - side / 2;
    const double scale = close_side / side;
    Letterbox box;
    // Centres of pixels: the square's x lies at (x + 0.5) / scale + left of the picture.
    const double step = level_scale / scale;
    const cv::Matx23d to_level(step, 0, left * level_scale + step / 2 - 0.5, 0, step,
                               top * level_scale + step / 2 - 0.5);
    cv::warpAffine(level, box.square, to_level, {close_side, close_side},
                   cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT);
    box.scale = scale;
    box.left = -left * scale;
    box.top = -top * scale;
    return box;
}

} // namespace

FaceDetector::FaceDetector(Session full, Session close, std::optional<Session> second)
    : full_(std::move(full)), close_(std::move(close)), second_(std::move(second))
{
}

Result<FaceDetector> FaceDetector::load(const std::shared_ptr<Runtime>& runtime, const std::string& folder)
{
    TUCAI_TRY(auto full, Session::load(runtime, folder + "/face_detection_full_range.onnx"));
    TUCAI_TRY(auto close, Session::load(runtime, folder + "/face_detection_short_range.onnx"));
    std::optional<Session> second;
    if (std::filesystem::exists(folder + "/fr_detect.onnx")) {
        TUCAI_TRY(second, Session::load(runtime, folder + "/fr_detect.onnx"));
    }
    return FaceDetector(std::move(full), std::move(close), std::move(second));
}

Result<std::vector<DetectedFace>> FaceDetector::find(const image::Pyramid& picture) const
{
    TUCAI_TRY(auto faces, find_by_anchors(full_, letterbox(picture, full_side), full_layers));
    if (faces.empty()) {
        TUCAI_TRY(faces, find_by_anchors(close_, letterbox(picture, close_side), close_layers));
    }
    if (!second_)
        return faces;
    const cv::Rect2d whole(0, 0, picture.width(), picture.height());
    if (faces.empty()) {
        TUCAI_TRY(faces, find_in_part(*second_, picture, whole));
    }
    const base::Box judged = faces.empty() ? base::Box() : faces.front().box;
    for (const auto& part : parts_of(whole.width, whole.height)) {
        if (is_filled_by_person(part, judged))
            continue;
        TUCAI_TRY(const auto more, find_in_part(*second_, picture, part));
        TUCAI_CHECK(add_confirmed(picture, more, faces));
    }
    return faces;
}

Result<> FaceDetector::add_confirmed(const image::Pyramid& picture, const std::vector<DetectedFace>& more,
                                     std::vector<DetectedFace>& faces) const
{
    for (const auto& face : more) {
        // A part may show half of a face that fills the picture.
        const bool is_known = std::any_of(faces.begin(), faces.end(), [&](const auto& other) {
            return cover(face.box, other.box) > same_face_overlap;
        });
        if (is_known)
            continue;
        TUCAI_TRY(const auto seen, find_by_anchors(close_, close_up(picture, face.box), close_layers));
        if (std::any_of(seen.begin(), seen.end(),
                        [&](const auto& other) { return overlap(face.box, other.box) > same_face_overlap; }))
            faces.push_back(face);
    }
    std::stable_sort(faces.begin(), faces.end(),
                     [](const auto& a, const auto& b) { return a.box.area() > b.box.area(); });
    return {};
}

} // namespace tucai::vision
