#include "vision/face_mesh.h"

#include "vision/mesh_indices.h"
#include "vision/tensor_input.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace tucai::vision {
namespace {

constexpr int side = 192;                 // pixels of the network's square
constexpr double box_margin = 1.5;        // MediaPipe's: the square is 1.5 times the face's box
constexpr double cheek_ratio = 1 / 0.986; // hand-set cheeks / mesh 234-454 on 102 faces, sd 0.017

/// A square of the picture, turned so that the eyes are level.
struct Region {
    base::Point centre;
    double size_px = 0;
    double angle = 0; ///< radians, clockwise
};

/// Takes the region out of the picture at the network's size, from the level of the pyramid that is nearest
/// above it: warping skips pixels where it shrinks by more than two.
cv::Mat cut_out(const image::Pyramid& picture, const Region& region)
{
    const double k = region.size_px / side;
    double level_scale = 1;
    const cv::Mat& source = picture.at_least(1 / k, level_scale);
    const double c = std::cos(region.angle) * k * level_scale;
    const double s = std::sin(region.angle) * k * level_scale;
    // centre of square pixel (u, v) -> continuous picture -> centre-counted pixels of the level
    const double middle = (side - 1) / 2.0;
    const double x0 = region.centre.x * level_scale - (c - s) * middle - 0.5;
    const double y0 = region.centre.y * level_scale - (s + c) * middle - 0.5;
    const cv::Matx23d to_source(c, -s, x0, s, c, y0);
    cv::Mat square;
    cv::warpAffine(source, square, to_source, {side, side}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_CONSTANT);
    return square;
}

/// From the network's pixels to the picture's. The network counts from the outer corner, as we do: against
/// hand-set pupils of 60 faces the mean error is 2.0 px of the source; counting from centres it is 3.8.
base::Point carry(const Region& region, double u, double v)
{
    const double k = region.size_px / side;
    const double dx = (u - side / 2.0) * k;
    const double dy = (v - side / 2.0) * k;
    const double c = std::cos(region.angle);
    const double s = std::sin(region.angle);
    return {region.centre.x + c * dx - s * dy, region.centre.y + s * dx + c * dy};
}

Result<FaceMesh> run(const Session& net, const image::Pyramid& picture, const Region& region)
{
    static constexpr std::array<const char*, 7> names = {
        "output_mesh_identity", "output_lips",       "output_left_eye", "output_right_eye",
        "output_left_iris",     "output_right_iris", "conv_faceflag"};
    const auto values = interleaved(cut_out(picture, region), 1 / 255.F, 0);
    const std::array<std::int64_t, 4> shape = {1, side, side, 3};
    const std::array<TensorView, 1> inputs = {TensorView{values, shape}};
    TUCAI_TRY(const auto outputs, net.run(inputs, names));
    FaceMesh mesh;
    const std::span<const float> surface = outputs[0].values;
    if (surface.size() < 3 * FaceMesh::surface_points)
        return fail(ErrorCode::Internal, "The face mesh has too few points.");
    for (std::size_t i = 0; i < FaceMesh::surface_points; ++i) {
        mesh.points.at(i) = carry(region, surface[3 * i], surface[3 * i + 1]);
        mesh.depth.at(i) = surface[3 * i + 2] * region.size_px / side;
    }
    const auto refine = [&](std::span<const float> finer, std::span<const int> indices) {
        for (std::size_t i = 0; i < indices.size() && 2 * i + 1 < finer.size(); ++i)
            mesh.points.at(static_cast<std::size_t>(indices[i])) =
                carry(region, finer[2 * i], finer[2 * i + 1]);
    };
    refine(outputs[1].values, lip_points);
    refine(outputs[2].values, left_eye_points);
    refine(outputs[3].values, right_eye_points);
    static constexpr std::array<int, 5> left_iris = {468, 469, 470, 471, 472};
    static constexpr std::array<int, 5> right_iris = {473, 474, 475, 476, 477};
    refine(outputs[4].values, left_iris);
    refine(outputs[5].values, right_iris);
    mesh.presence = 1 / (1 + std::exp(-static_cast<double>(outputs[6].values.front())));
    return mesh;
}

/// A point moved away from (or towards) another.
base::Point stretched(base::Point from, base::Point through, double ratio)
{
    return {from.x + (through.x - from.x) * ratio, from.y + (through.y - from.y) * ratio};
}

} // namespace

base::Point FaceMesh::left_cheek() const
{
    const base::Point middle = {(points[234].x + points[454].x) / 2, (points[234].y + points[454].y) / 2};
    return stretched(middle, points[234], cheek_ratio);
}

base::Point FaceMesh::right_cheek() const
{
    const base::Point middle = {(points[234].x + points[454].x) / 2, (points[234].y + points[454].y) / 2};
    return stretched(middle, points[454], cheek_ratio);
}

std::vector<base::Point> FaceMesh::outline() const
{
    std::vector<base::Point> line;
    line.reserve(outline_points.size());
    for (const int i : outline_points)
        line.push_back(points.at(static_cast<std::size_t>(i)));
    return line;
}

base::Box FaceMesh::bounds() const
{
    const auto [left, right] = std::minmax_element(points.begin(), points.begin() + surface_points,
                                                   [](auto a, auto b) { return a.x < b.x; });
    const auto [top, bottom] = std::minmax_element(points.begin(), points.begin() + surface_points,
                                                   [](auto a, auto b) { return a.y < b.y; });
    return {left->x, top->y, right->x - left->x, bottom->y - top->y};
}

Result<FaceMesher> FaceMesher::load(const std::shared_ptr<Runtime>& runtime, const std::string& folder)
{
    TUCAI_TRY(auto net, Session::load(runtime, folder + "/face_landmark_with_attention.onnx"));
    return FaceMesher(std::move(net));
}

Result<FaceMesh> FaceMesher::find(const image::Pyramid& picture, const DetectedFace& face) const
{
    Region region{face.box.centre(), std::max(face.box.width, face.box.height) * box_margin, 0};
    if (face.points) {
        const auto& p = *face.points;
        region.angle = std::atan2(p[1].y - p[0].y, p[1].x - p[0].x);
    }
    TUCAI_TRY(auto mesh, run(net_, picture, region));
    const auto box = mesh.bounds();
    const double angle =
        std::atan2(mesh.points[263].y - mesh.points[33].y, mesh.points[263].x - mesh.points[33].x);
    const Region closer{box.centre(), std::max(box.width, box.height) * box_margin, angle};
    if (!(closer.size_px > 4))
        return mesh;
    return run(net_, picture, closer);
}

} // namespace tucai::vision
