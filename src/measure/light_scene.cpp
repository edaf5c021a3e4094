#include "measure/light_scene.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

// Points of the mesh: MediaPipe, face_mesh_connections (Apache-2.0). Brows as closed lines, upper rim first.
constexpr std::array<int, 10> left_brow = {70, 63, 105, 66, 107, 55, 65, 52, 53, 46};
constexpr std::array<int, 10> right_brow = {300, 293, 334, 296, 336, 285, 295, 282, 283, 276};
constexpr int nose_bridge = 168;
constexpr int chin = 152;

// In patch pixels of the distance between the pupils / 100.
constexpr double rim = 4;  ///< of the face: hair and background shine in
constexpr double lash = 5; ///< around the eyes' openings
constexpr double seam = 3; ///< around brows and lips

std::array<float, 256> linear_table()
{
    std::array<float, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double v = static_cast<double>(i) / 255;
        table[i] = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
    }
    return table;
}

const std::array<float, 256>& linear()
{
    static const auto table = linear_table();
    return table;
}

double distance(base::Point a, base::Point b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

base::Point unit(base::Point from, base::Point to)
{
    const double length = std::max(distance(from, to), 1e-9);
    return {(to.x - from.x) / length, (to.y - from.y) / length};
}

Eye eye_of(const std::vector<base::Point>& points, std::size_t pupil, const std::array<std::size_t, 4>& lids)
{
    Eye eye;
    eye.pupil = points[pupil];
    for (std::size_t i = 1; i <= 4; ++i)
        eye.iris_radius_px += distance(points[pupil], points[pupil + i]) / 4;
    const double width = std::max(distance(points[lids[0]], points[lids[1]]), 1e-9);
    eye.opening_ratio = distance(points[lids[2]], points[lids[3]]) / width;
    return eye;
}

/// Sets or clears the flags inside a closed line.
void mark(Flags& flags, const std::vector<base::Point>& line, std::uint8_t value)
{
    const auto by_x = [](const auto& a, const auto& b) { return a.x < b.x; };
    const auto by_y = [](const auto& a, const auto& b) { return a.y < b.y; };
    const auto [left, right] = std::minmax_element(line.begin(), line.end(), by_x);
    const auto [top, bottom] = std::minmax_element(line.begin(), line.end(), by_y);
    const auto bound = [](double v, int most) { return static_cast<int>(std::clamp(v, 0.0, 1.0 * most)); };
    const int from_x = bound(std::floor(left->x), flags.width());
    const int to_x = bound(std::ceil(right->x), flags.width());
    const int from_y = bound(std::floor(top->y), flags.height());
    const int to_y = bound(std::ceil(bottom->y), flags.height());
    auto moved = line;
    for (auto& p : moved)
        p = {p.x - from_x, p.y - from_y};
    const auto inside = filled(moved, to_x - from_x, to_y - from_y);
    for (int y = from_y; y < to_y; ++y)
        for (int x = from_x; x < to_x; ++x)
            if (inside.row(y - from_y)[x - from_x] > 0)
                flags.row(y)[x] = value;
}

} // namespace

double linear_light(std::uint8_t coded)
{
    return linear()[coded];
}

std::vector<base::Point> grown(std::vector<base::Point> line, double by_px)
{
    base::Point middle;
    for (const auto& p : line) {
        middle.x += p.x / static_cast<double>(line.size());
        middle.y += p.y / static_cast<double>(line.size());
    }
    for (auto& p : line) {
        const double reach = distance(middle, p);
        const double factor = reach > 0 ? std::max(reach + by_px, 0.0) / reach : 1;
        p = {middle.x + (p.x - middle.x) * factor, middle.y + (p.y - middle.y) * factor};
    }
    return line;
}

LightScene::LightScene(const FacePatch& face_patch)
    : patch(face_patch), light{Plane(width(), height()), Plane(width(), height()), Plane(width(), height())},
      luminance(width(), height()), skin(width(), height()), eyes(width(), height()), lips(width(), height())
{
    const auto& points = patch.points;
    eye = {eye_of(points, 468, {33, 133, 159, 145}), eye_of(points, 473, {263, 362, 386, 374})};
    inter_eye_px = distance(eye[0].pupil, eye[1].pupil);
    eye_middle = {(eye[0].pupil.x + eye[1].pupil.x) / 2, (eye[0].pupil.y + eye[1].pupil.y) / 2};
    across = unit(eye[0].pupil, eye[1].pupil);
    down = unit(points[nose_bridge], points[chin]);
    const auto& table = linear();
    for (int y = 0; y < height(); ++y)
        for (int x = 0; x < width(); ++x) {
            const auto* pixel = rgb(x, y);
            for (std::size_t c = 0; c < 3; ++c)
                light[c].row(y)[x] = table[pixel[c]];
            luminance.row(y)[x] =
                0.2126F * light[0].row(y)[x] + 0.7152F * light[1].row(y)[x] + 0.0722F * light[2].row(y)[x];
        }
    const double unit_px = inter_eye_px / 100;
    mark(skin, grown(points_of(points, outline_numbers()), -rim * unit_px), 1);
    for (const auto& lids : {left_eye_numbers(), right_eye_numbers()}) {
        mark(skin, grown(points_of(points, lids), lash * unit_px), 0);
        mark(eyes, points_of(points, lids), 1);
    }
    for (const auto& brow : {left_brow, right_brow})
        mark(skin, grown(points_of(points, brow), seam * unit_px), 0);
    mark(skin, grown(points_of(points, outer_lip_numbers()), seam * unit_px), 0);
    mark(lips, grown(points_of(points, outer_lip_numbers()), -unit_px), 1);
    mark(lips, grown(points_of(points, inner_lip_numbers()), unit_px), 0);
    for (int y = 0; y < height(); ++y)
        for (int x = 0; x < width(); ++x)
            if (skin.row(y)[x] != 0)
                skin_pixels.push_back({place(x, y), luminance.row(y)[x]});
}

double LightScene::mouth_depth() const
{
    const auto& upper = patch.points[13];
    const auto& lower = patch.points[14];
    return distance(eye_middle, {(upper.x + lower.x) / 2, (upper.y + lower.y) / 2}) / inter_eye_px;
}

Flags eroded(const Flags& flags, int reach_px)
{
    // Along rows, then along columns; each pixel by itself, so that a processor takes many at once.
    const int width = flags.width();
    const int height = flags.height();
    Flags rows(width, height);
    for (int y = 0; y < height && 2 * reach_px < width; ++y) {
        const auto* from = flags.row(y);
        auto* to = rows.row(y) + reach_px;
        const int count = width - 2 * reach_px;
        std::copy(from, from + count, to);
        for (int shift = 1; shift <= 2 * reach_px; ++shift)
            for (int x = 0; x < count; ++x)
                to[x] &= from[x + shift];
    }
    Flags both(width, height);
    for (int y = reach_px; y + reach_px < height; ++y) {
        auto* to = both.row(y);
        std::copy(rows.row(y), rows.row(y) + width, to);
        for (int v = y - reach_px; v <= y + reach_px; ++v) {
            const auto* from = rows.row(v);
            for (int x = 0; x < width; ++x)
                to[x] &= from[x];
        }
    }
    return both;
}

Plane softened(const Plane& plane)
{
    const int width = plane.width;
    const auto row_across = [&](int y, std::vector<float>& to) {
        const float* from = plane.row(std::clamp(y, 0, plane.height - 1));
        to[0] = (3 * from[0] + from[std::min(1, width - 1)]) / 4;
        for (int x = 1; x < width - 1; ++x)
            to[static_cast<std::size_t>(x)] = (from[x - 1] + 2 * from[x] + from[x + 1]) / 4;
        to[static_cast<std::size_t>(width - 1)] = (from[std::max(width - 2, 0)] + 3 * from[width - 1]) / 4;
    };
    // Three rows are enough, and three planes of memory less.
    std::array<std::vector<float>, 3> ring;
    for (auto& row : ring)
        row.resize(static_cast<std::size_t>(width));
    row_across(-1, ring[0]);
    row_across(0, ring[1]);
    Plane out(width, plane.height);
    for (int y = 0; y < plane.height; ++y) {
        row_across(y + 1, ring[2]);
        float* to = out.row(y);
        for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x)
            to[x] = (ring[0][x] + 2 * ring[1][x] + ring[2][x]) / 4;
        std::swap(ring[0], ring[1]);
        std::swap(ring[1], ring[2]);
    }
    return out;
}

double quantile(std::vector<float>& values, double part)
{
    const auto last = static_cast<double>(values.size() - 1);
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(std::lround(std::clamp(part, 0.0, 1.0) * last));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

double ev_of(double light)
{
    return std::log2(light + least_light);
}

} // namespace tucai::measure
