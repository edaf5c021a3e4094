#include "measure/face.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::measure {

double Face::inter_eye_px() const
{
    return std::hypot(right_pupil().x - left_pupil().x, right_pupil().y - left_pupil().y);
}

base::Point Face::eye_middle() const
{
    return {(left_pupil().x + right_pupil().x) / 2, (left_pupil().y + right_pupil().y) / 2};
}

Result<> check_face(const Face& face)
{
    const bool is_picture = face.picture.format == base::PixelFormat::Rgb8 && face.picture.width >= 16 &&
                            face.picture.height >= 16;
    if (!is_picture)
        return fail(ErrorCode::InvalidInput, "A face is measured in an RGB picture of at least 16 x 16.");
    if (face.points.size() != Face::all_points || face.depth.size() != Face::surface_points)
        return fail(ErrorCode::InvalidInput, "A face has 478 points, and 468 depths.");
    // Far points would make patches of any size.
    const double most = 16.0 * std::max(face.picture.width, face.picture.height);
    for (const auto& point : face.points)
        if (!(std::abs(point.x) < most) || !(std::abs(point.y) < most))
            return fail(ErrorCode::InvalidInput, "A point of the face lies nowhere near the picture.");
    for (const double depth : face.depth)
        if (!(std::abs(depth) < most))
            return fail(ErrorCode::InvalidInput, "A depth of the face is no length.");
    if (!(face.inter_eye_px() >= 4) || !(face.right_pupil().x > face.left_pupil().x))
        return fail(ErrorCode::InvalidInput, "The pupils must be at least 4 px apart, and in order.");
    return {};
}

FacePatch cut_face(const Face& face, double inter_eye_px)
{
    const double distance = face.inter_eye_px();
    const double scale = inter_eye_px / distance;
    const auto by_x = [](const auto& a, const auto& b) { return a.x < b.x; };
    const auto by_y = [](const auto& a, const auto& b) { return a.y < b.y; };
    const auto [left, right] = std::minmax_element(face.points.begin(), face.points.end(), by_x);
    const auto [top, bottom] = std::minmax_element(face.points.begin(), face.points.end(), by_y);
    const double margin = distance / 4;
    const double most = 8 * distance; // a mesh gone wrong must not ask for a patch of any size
    FacePatch patch;
    patch.scale = scale;
    patch.origin = {left->x - margin, top->y - margin};
    const int width = static_cast<int>(std::ceil(std::min(right->x - left->x + 2 * margin, most) * scale));
    const int height = static_cast<int>(std::ceil(std::min(bottom->y - top->y + 2 * margin, most) * scale));
    patch.pixels =
        cut_out(face.picture, {patch.origin.x, patch.origin.y, width / scale, height / scale}, width, height);
    patch.points.reserve(face.points.size());
    for (const auto& point : face.points)
        patch.points.push_back({(point.x - patch.origin.x) * scale, (point.y - patch.origin.y) * scale});
    return patch;
}

bool is_inside(std::span<const base::Point> line, base::Point point)
{
    bool inside = false;
    for (std::size_t i = 0, j = line.size() - 1; i < line.size(); j = i++) {
        const auto& a = line[i];
        const auto& b = line[j];
        if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x)
            inside = !inside;
    }
    return inside;
}

Plane filled(std::span<const base::Point> line, int width_px, int height_px)
{
    Plane plane(width_px, height_px);
    std::vector<double> crossings;
    for (int y = 0; y < height_px && line.size() > 2; ++y) {
        crossings.clear();
        const double centre = y + 0.5;
        for (std::size_t i = 0, j = line.size() - 1; i < line.size(); j = i++) {
            const auto& a = line[i];
            const auto& b = line[j];
            if ((a.y > centre) != (b.y > centre))
                crossings.push_back((b.x - a.x) * (centre - a.y) / (b.y - a.y) + a.x);
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const auto bound = [&](double x) {
                return static_cast<int>(std::clamp(std::ceil(x - 0.5), 0.0, static_cast<double>(width_px)));
            };
            std::fill(plane.row(y) + bound(crossings[i]), plane.row(y) + bound(crossings[i + 1]), 1.F);
        }
    }
    return plane;
}

std::vector<base::Point> points_of(std::span<const base::Point> all, std::span<const int> numbers)
{
    std::vector<base::Point> points;
    points.reserve(numbers.size());
    for (const int number : numbers)
        points.push_back(all[static_cast<std::size_t>(number)]);
    return points;
}

// Source of all: MediaPipe, face_mesh_connections (Apache-2.0): the mesh's own contours.

std::span<const int> outline_numbers()
{
    static constexpr std::array<int, 36> numbers = {
        10,  338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
        152, 148, 176, 149, 150, 136, 172, 58,  132, 93,  234, 127, 162, 21,  54,  103, 67,  109};
    return numbers;
}

std::span<const int> left_eye_numbers()
{
    static constexpr std::array<int, 16> numbers = {33,  246, 161, 160, 159, 158, 157, 173,
                                                    133, 155, 154, 153, 145, 144, 163, 7};
    return numbers;
}

std::span<const int> right_eye_numbers()
{
    static constexpr std::array<int, 16> numbers = {263, 466, 388, 387, 386, 385, 384, 398,
                                                    362, 382, 381, 380, 374, 373, 390, 249};
    return numbers;
}

std::span<const int> outer_lip_numbers()
{
    static constexpr std::array<int, 20> numbers = {61,  185, 40,  39,  37,  0,  267, 269, 270, 409,
                                                    291, 375, 321, 405, 314, 17, 84,  181, 91,  146};
    return numbers;
}

std::span<const int> inner_lip_numbers()
{
    static constexpr std::array<int, 20> numbers = {78,  191, 80,  81,  82,  13, 312, 311, 310, 415,
                                                    308, 324, 318, 402, 317, 14, 87,  178, 88,  95};
    return numbers;
}

} // namespace tucai::measure
