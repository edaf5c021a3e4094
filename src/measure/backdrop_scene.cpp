#include "measure/backdrop_scene.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr float some_person = 0.02F;
constexpr float wholly_covered = 0.999F;

/// Which source pixels a target pixel covers, and how much of each.
struct Cover {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Cover> covers_of(int length, int count)
{
    std::vector<Cover> covers;
    covers.reserve(static_cast<std::size_t>(count));
    const double step = static_cast<double>(length) / count;
    for (int i = 0; i < count; ++i) {
        const double from = i * step;
        const double to = std::min<double>(length, from + step);
        Cover cover{static_cast<int>(from), {}};
        for (int k = cover.first; k < to; ++k)
            cover.weights.push_back(
                static_cast<float>((std::min<double>(k + 1, to) - std::max<double>(k, from)) / (to - from)));
        covers.push_back(std::move(cover));
    }
    return covers;
}

/// The mean over each target pixel's area.
Plane shrink(const base::View& view, int width, int height)
{
    const auto across = covers_of(view.width, width);
    const auto down = covers_of(view.height, height);
    Plane out(width, height);
    std::vector<float> sum(static_cast<std::size_t>(view.width));
    for (int y = 0; y < height; ++y) {
        std::fill(sum.begin(), sum.end(), 0.F);
        const auto& rows = down[static_cast<std::size_t>(y)];
        for (std::size_t k = 0; k < rows.weights.size(); ++k) {
            const float* row = view.float_row(rows.first + static_cast<int>(k));
            const float weight = rows.weights[k];
            float* to = sum.data();
            for (int x = 0; x < view.width; ++x)
                to[x] += weight * row[x];
        }
        for (int x = 0; x < width; ++x) {
            const auto& columns = across[static_cast<std::size_t>(x)];
            const float* from = sum.data() + columns.first;
            float value = 0;
            for (const float weight : columns.weights)
                value += weight * *from++;
            out.row(y)[x] = value;
        }
    }
    return out;
}

/// Distance to the nearest pixel that holds 0, by two passes of steps of 1 and sqrt 2: at most 8 % too long.
/// Needs: at least two columns.
void spread_distance(Plane& distance)
{
    constexpr float straight = 1;
    constexpr float diagonal = 1.41421F;
    const int w = distance.width;
    const int h = distance.height;
    // From a row to the next: each pixel by itself, so that a processor takes many at once.
    const auto cross = [w](const float* near, float* row) {
        for (int x = 1; x + 1 < w; ++x)
            row[x] =
                std::min(std::min(row[x], near[x] + straight), std::min(near[x - 1], near[x + 1]) + diagonal);
        row[0] = std::min({row[0], near[0] + straight, near[1] + diagonal});
        row[w - 1] = std::min({row[w - 1], near[w - 1] + straight, near[w - 2] + diagonal});
    };
    for (int y = 0; y < h; ++y) {
        float* row = distance.row(y);
        if (y > 0)
            cross(distance.row(y - 1), row);
        for (int x = 1; x < w; ++x)
            row[x] = std::min(row[x], row[x - 1] + straight);
    }
    for (int y = h - 1; y >= 0; --y) {
        float* row = distance.row(y);
        if (y + 1 < h)
            cross(distance.row(y + 1), row);
        for (int x = w - 2; x >= 0; --x)
            row[x] = std::min(row[x], row[x + 1] + straight);
    }
}

void put_colours(const Backdrop& backdrop, BackdropScene& scene)
{
    const auto pixels =
        cut_out(backdrop.frame,
                {0, 0, static_cast<double>(backdrop.frame.width), static_cast<double>(backdrop.frame.height)},
                scene.width, scene.height);
    const auto& table = lab_table();
    const auto* rgb = pixels.rgb.data();
    for (int y = 0; y < scene.height; ++y) {
        float* lightness = scene.lightness.row(y);
        float* a = scene.a.row(y);
        float* b = scene.b.row(y);
        for (int x = 0; x < scene.width; ++x, rgb += 3) {
            const Lab lab = table(rgb);
            lightness[x] = static_cast<float>(lab.lightness);
            a[x] = static_cast<float>(lab.a);
            b[x] = static_cast<float>(lab.b);
        }
    }
}

/// White cloth before a white wall, and its stripes, the matte may take for wall; the coarse mask of the
/// person knows better, inside its outline and below the chin, where there is nothing but cloth. Striped
/// white tops get as little as 0.3 from it (docs/rules/clothes.md).
void keep_torso(const Backdrop& backdrop, BackdropScene& scene)
{
    constexpr float some_mask = 0.3F;
    constexpr int inward_spx = 1;
    if (backdrop.person.is_empty())
        return;
    const auto person = shrink(backdrop.person, scene.width, scene.height);
    const double chin_y = backdrop.points[152].y * scene.scale;
    for (int y = std::clamp(static_cast<int>(chin_y), 0, scene.height); y < scene.height; ++y) {
        const float* row = person.row(y);
        float* alpha = scene.alpha.row(y);
        for (int x = inward_spx; x + inward_spx < scene.width; ++x)
            if (row[x - inward_spx] >= some_mask && row[x] >= some_mask && row[x + inward_spx] >= some_mask)
                alpha[x] = 1;
    }
}

void put_wall(const Backdrop& backdrop, BackdropScene& scene)
{
    const auto cover = shrink(backdrop.cover, scene.width, scene.height);
    const float far = static_cast<float>(scene.width + scene.height);
    for (int y = 0; y < scene.height; ++y) {
        auto* covered = scene.covered.row(y);
        float* distance = scene.person_distance.row(y);
        const float* covers = cover.row(y);
        const float* alpha = scene.alpha.row(y);
        for (int x = 0; x < scene.width; ++x) {
            covered[x] = covers[x] > wholly_covered ? 1 : 0;
            distance[x] = alpha[x] >= some_person ? 0 : far;
        }
    }
    spread_distance(scene.person_distance);
    for (int y = 0; y < scene.height; ++y) {
        auto* wall = scene.wall.row(y);
        const auto* covered = scene.covered.row(y);
        const float* distance = scene.person_distance.row(y);
        int count = 0;
        for (int x = 0; x < scene.width; ++x) {
            wall[x] = covered[x] != 0 && distance[x] > static_cast<float>(wall_margin_spx) ? 1 : 0;
            count += wall[x];
        }
        scene.wall_count += static_cast<std::size_t>(count);
    }
}

} // namespace

BackdropScene::BackdropScene(int width_spx, int height_spx)
    : width(width_spx), height(height_spx), lightness(width_spx, height_spx), a(width_spx, height_spx),
      b(width_spx, height_spx), alpha(width_spx, height_spx), covered(width_spx, height_spx),
      person_distance(width_spx, height_spx), wall(width_spx, height_spx)
{
}

base::Box BackdropScene::to_photo(const base::Box& box) const
{
    return {box.x / scale, box.y / scale, box.width / scale, box.height / scale};
}

BackdropScene backdrop_scene(const Backdrop& backdrop)
{
    const auto& left = backdrop.points[468];
    const auto& right = backdrop.points[473];
    const double inter_eye = std::hypot(right.x - left.x, right.y - left.y);
    const double scale = std::min(1.0, scene_inter_eye_spx / std::max(8.0, inter_eye));
    const auto length = [scale](int px) { return std::max(16, static_cast<int>(std::lround(px * scale))); };
    BackdropScene scene(length(backdrop.frame.width), length(backdrop.frame.height));
    scene.scale = scale;
    scene.alpha = shrink(backdrop.alpha, scene.width, scene.height);
    keep_torso(backdrop, scene);
    put_colours(backdrop, scene);
    put_wall(backdrop, scene);
    const auto place = [scale](const base::Point& p) { return base::Point{p.x * scale, p.y * scale}; };
    scene.face = place({(left.x + right.x) / 2, (left.y + right.y) / 2});
    scene.chin = place(backdrop.points[152]);
    scene.forehead = place(backdrop.points[10]);
    return scene;
}

} // namespace tucai::measure
