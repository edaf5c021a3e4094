#include "guard/alignment.h"

#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace tucai::guard {
namespace {

constexpr int arcface_side_px = 112;
constexpr int chip_side_px = 150;

// ArcFace's template for 112 x 112 (InsightFace, arcface_dst), counted from centres of pixels: half a pixel
// is added, as we count from the outer corner.
constexpr std::array<base::Point, 5> arcface_template = {{{38.2946 + .5, 51.6963 + .5},
                                                          {73.5318 + .5, 51.5014 + .5},
                                                          {56.0252 + .5, 71.7366 + .5},
                                                          {41.5493 + .5, 92.3655 + .5},
                                                          {70.7299 + .5, 92.2041 + .5}}};

// dlib's template of five points on the unit square (get_face_chip_details,
// image_transforms/interpolation.h), and the mesh's points there: the eye further right in the picture from
// its outer corner inward, the other eye, the base of the nose.
constexpr std::array<base::Point, 5> chip_template = {{{0.8595674595992, 0.2134981538014},
                                                       {0.6460604764104, 0.2289674387677},
                                                       {0.1205750620789, 0.2137274526848},
                                                       {0.3340850613712, 0.2290642403242},
                                                       {0.4901123135679, 0.6277975316475}}};
constexpr std::array<std::size_t, 5> chip_mesh_points = {263, 362, 33, 133, 2};
constexpr double chip_padding = 0.25; // as the network was trained

base::Point middle(base::Point a, base::Point b)
{
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/// Takes a square out of the picture; `to_square` carries continuous pixels of the picture. Reads from the
/// level of the pyramid that is nearest above the square's scale: warping skips pixels where it shrinks by
/// more than two.
image::Image cut(const image::Pyramid& picture, const Similarity& to_square, int side_px)
{
    double level_scale = 1;
    const cv::Mat& level = picture.at_least(to_square.scale(), level_scale);
    // From centres of the level's pixels to centres of the square's: p = (level + 0.5) / level_scale.
    const double a = to_square.a / level_scale;
    const double b = to_square.b / level_scale;
    const auto corner = to_square.apply({0.5 / level_scale, 0.5 / level_scale});
    const cv::Matx23d to_centres(a, -b, corner.x - 0.5, b, a, corner.y - 0.5);
    image::Image square(side_px, side_px);
    cv::Mat pixels = image::as_mat(square);
    cv::warpAffine(level, pixels, to_centres, {side_px, side_px}, cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    return square;
}

image::Image mirrored(const image::Image& picture)
{
    image::Image other(picture.width, picture.height);
    cv::Mat pixels = image::as_mat(other);
    cv::flip(image::as_mat(picture), pixels, 1);
    return other;
}

} // namespace

double Similarity::scale() const
{
    return std::hypot(a, b);
}

Similarity fit_similarity(std::span<const base::Point> from, std::span<const base::Point> to)
{
    const std::size_t count = std::min(from.size(), to.size());
    base::Point from_mean;
    base::Point to_mean;
    for (std::size_t i = 0; i < count; ++i) {
        from_mean = {from_mean.x + from[i].x / static_cast<double>(count),
                     from_mean.y + from[i].y / static_cast<double>(count)};
        to_mean = {to_mean.x + to[i].x / static_cast<double>(count),
                   to_mean.y + to[i].y / static_cast<double>(count)};
    }
    double along = 0;
    double across = 0;
    double spread = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const base::Point p = {from[i].x - from_mean.x, from[i].y - from_mean.y};
        const base::Point q = {to[i].x - to_mean.x, to[i].y - to_mean.y};
        along += p.x * q.x + p.y * q.y;
        across += p.x * q.y - p.y * q.x;
        spread += p.x * p.x + p.y * p.y;
    }
    if (!(spread > 0))
        return {};
    Similarity fit{along / spread, across / spread, 0, 0};
    const auto moved = fit.apply(from_mean);
    fit.tx = to_mean.x - moved.x;
    fit.ty = to_mean.y - moved.y;
    return fit;
}

std::array<base::Point, 5> arcface_points(const vision::FaceMesh& mesh)
{
    const auto& p = mesh.points;
    return {middle(p[33], p[133]), middle(p[362], p[263]), p[1], p[61], p[291]};
}

AlignedFace align(const image::Pyramid& picture, const vision::FaceMesh& mesh)
{
    std::array<base::Point, 5> corners;
    std::array<base::Point, 5> places;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        corners.at(i) = mesh.points.at(chip_mesh_points.at(i));
        const auto padded = [](double x) {
            return (chip_padding + x) / (1 + 2 * chip_padding) * chip_side_px + 0.5;
        };
        places.at(i) = {padded(chip_template.at(i).x), padded(chip_template.at(i).y)};
    }
    return {cut(picture, fit_similarity(arcface_points(mesh), arcface_template), arcface_side_px),
            cut(picture, fit_similarity(corners, places), chip_side_px)};
}

AlignedFace mirrored(const AlignedFace& face)
{
    return {mirrored(face.arcface), mirrored(face.chip)};
}

} // namespace tucai::guard
