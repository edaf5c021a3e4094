#include "measure/wall_light.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

double median_of(std::vector<float>& values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Whether a pixel and its eight neighbours are wall.
bool is_inside_wall(const BackdropScene& scene, int x, int y)
{
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
            if (scene.wall.row(y + dy)[x + dx] == 0)
                return false;
    return true;
}

/// Squared length of Sobel / 8.
double squared_slope(const Plane& plane, int x, int y)
{
    const float* up = plane.row(y - 1) + x;
    const float* at = plane.row(y) + x;
    const float* down = plane.row(y + 1) + x;
    const double across = (up[1] + 2 * at[1] + down[1] - up[-1] - 2 * at[-1] - down[-1]) / 8;
    const double along = (down[-1] + 2 * down[0] + down[1] - up[-1] - 2 * up[0] - up[1]) / 8;
    return across * across + along * along;
}

template <typename Use> void for_inner_wall(const BackdropScene& scene, const Use& use)
{
    for (int y = 1; y + 1 < scene.height; ++y)
        for (int x = 1; x + 1 < scene.width; ++x)
            if (scene.wall.row(y)[x] != 0 && is_inside_wall(scene, x, y))
                use(x, y);
}

/// Median L* of the wall's first half by `place` less that of the second, the middle fifth left out.
template <typename Place>
double halves_difference(const BackdropScene& scene, double middle, double gap, const Place& place)
{
    std::vector<float> first;
    std::vector<float> second;
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x) {
            if (scene.wall.row(y)[x] == 0)
                continue;
            const double off = place(x, y) - middle;
            if (std::abs(off) > gap)
                (off < 0 ? first : second).push_back(scene.lightness.row(y)[x]);
        }
    if (first.size() < 20 || second.size() < 20)
        return 0;
    return median_of(first) - median_of(second);
}

} // namespace

Plane wall_edges(const BackdropScene& scene)
{
    Plane edges(scene.width, scene.height);
    for_inner_wall(scene, [&](int x, int y) {
        edges.row(y)[x] =
            static_cast<float>(std::sqrt(squared_slope(scene.lightness, x, y) + squared_slope(scene.a, x, y) +
                                         squared_slope(scene.b, x, y)));
    });
    return edges;
}

WallLight wall_light(const BackdropScene& scene, const WallField& field)
{
    std::vector<float> l;
    std::vector<float> a;
    std::vector<float> b;
    for (std::size_t i = 0; i < scene.lightness.values.size(); ++i) {
        if (scene.wall.row(0)[i] == 0)
            continue;
        l.push_back(scene.lightness.values[i]);
        a.push_back(scene.a.values[i]);
        b.push_back(scene.b.values[i]);
    }
    WallLight light;
    light.lightness = median_of(l);
    light.chroma = std::hypot(median_of(a), median_of(b));
    light.light_range = field.most - field.least;
    light.side_difference =
        halves_difference(scene, scene.face.x, scene_inter_eye_spx, [](int x, int) { return x + 0.5; });
    light.height_difference =
        halves_difference(scene, scene.face.y, scene_inter_eye_spx / 2, [](int, int y) { return y + 0.5; });
    double sum = 0;
    std::size_t count = 0;
    for_inner_wall(scene, [&](int x, int y) {
        sum += std::sqrt(squared_slope(scene.lightness, x, y));
        ++count;
    });
    light.gradient = count > 0 ? 8 * 2.55 * sum / static_cast<double>(count) : 0;
    return light;
}

} // namespace tucai::measure
