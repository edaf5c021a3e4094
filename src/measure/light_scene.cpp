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
    const auto inside = filled(line, flags.width(), flags.height());
    for (int y = 0; y < flags.height(); ++y)
        for (int x = 0; x < flags.width(); ++x)
            if (inside.row(y)[x] > 0)
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
}

base::Point LightScene::place(int x, int y) const
{
    const double dx = x + 0.5 - eye_middle.x;
    const double dy = y + 0.5 - eye_middle.y;
    return {(dx * across.x + dy * across.y) / inter_eye_px, (dy * across.x - dx * across.y) / inter_eye_px};
}

double LightScene::mouth_depth() const
{
    const auto& upper = patch.points[13];
    const auto& lower = patch.points[14];
    return distance(eye_middle, {(upper.x + lower.x) / 2, (upper.y + lower.y) / 2}) / inter_eye_px;
}

std::vector<float> values_in(const Plane& plane, const Flags& in)
{
    return values_in(plane, in, [](int, int) { return true; });
}

std::vector<float> values_in(const Plane& plane, const Flags& in,
                             const std::function<bool(int x, int y)>& takes)
{
    std::vector<float> values;
    for (int y = 0; y < plane.height; ++y)
        for (int x = 0; x < plane.width; ++x)
            if (in.row(y)[x] != 0 && takes(x, y))
                values.push_back(plane.row(y)[x]);
    return values;
}

Flags eroded(const Flags& flags, int reach_px)
{
    // Along rows, then along columns: how many set flags end here without a gap.
    const int width = flags.width();
    const int height = flags.height();
    const int length = 2 * reach_px + 1;
    Flags rows(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0, run = 0; x < width; ++x) {
            run = flags.row(y)[x] != 0 ? run + 1 : 0;
            if (run >= length)
                rows.row(y)[x - reach_px] = 1;
        }
    Flags both(width, height);
    std::vector<int> run(static_cast<std::size_t>(width), 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            auto& count = run[static_cast<std::size_t>(x)];
            count = rows.row(y)[x] != 0 ? count + 1 : 0;
            if (count >= length)
                both.row(y - reach_px)[x] = 1;
        }
    return both;
}

Plane softened(const Plane& plane)
{
    const int width = plane.width;
    Plane across(width, plane.height);
    for (int y = 0; y < plane.height; ++y) {
        const float* from = plane.row(y);
        float* to = across.row(y);
        for (int x = 0; x < width; ++x)
            to[x] = (from[std::max(x - 1, 0)] + 2 * from[x] + from[std::min(x + 1, width - 1)]) / 4;
    }
    Plane out(width, plane.height);
    for (int y = 0; y < plane.height; ++y) {
        const float* above = across.row(std::max(y - 1, 0));
        const float* here = across.row(y);
        const float* below = across.row(std::min(y + 1, plane.height - 1));
        for (int x = 0; x < width; ++x)
            out.row(y)[x] = (above[x] + 2 * here[x] + below[x]) / 4;
    }
    return out;
}

RedYellow red_yellow_of(double red, double green, double blue)
{
    const auto root = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = root((0.43605 * red + 0.38508 * green + 0.14309 * blue) / 0.964221);
    const double y = root(0.22249 * red + 0.71689 * green + 0.06062 * blue);
    const double z = root((0.01393 * red + 0.09710 * green + 0.71419 * blue) / 0.825211);
    return {500 * (x - y), 200 * (y - z)};
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
