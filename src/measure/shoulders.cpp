#include "measure/shoulders.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double neck_spx = 0.6 * scene_inter_eye_spx;
constexpr double nearest_spx = 1.1 * scene_inter_eye_spx;
constexpr double furthest_spx = 2.1 * scene_inter_eye_spx;
/// How far the body's middle may lie beside the face's: a head held forward to one side.
constexpr int most_shift_spx = 14;
constexpr double most_misfit_spx = 6;
constexpr std::size_t least_pairs = 12;

/// The upper edge of what the person shows at the foot of each column, by alpha 0.5; nothing where the column
/// holds no person at its foot, or where the edge lies above the chin (head, hair) or at the picture's foot.
std::vector<std::optional<double>> edges_of(const BackdropScene& scene)
{
    std::vector<std::optional<double>> edges(static_cast<std::size_t>(scene.width));
    for (int x = 0; x < scene.width; ++x) {
        int y = scene.height - 1;
        if (scene.covered.row(y)[x] == 0 || scene.alpha.row(y)[x] < 0.5F)
            continue;
        while (y > 0 && scene.alpha.row(y - 1)[x] >= 0.5F)
            --y;
        if (y == 0 || y < scene.chin.y || y > scene.height - 3)
            continue;
        const float above = scene.alpha.row(y - 1)[x];
        const float at = scene.alpha.row(y)[x];
        edges[static_cast<std::size_t>(x)] = y - 0.5 + (0.5 - above) / std::max(0.01F, at - above);
    }
    return edges;
}

double median_of(std::vector<double>& values)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Both shoulders laid on each other, mirrored at one middle.
struct Mirrored {
    std::vector<double> aside; ///< spx from the middle
    std::vector<double> drop;  ///< spx by which the right one lies lower
    std::size_t alone = 0;     ///< columns of which one side shows a shoulder and the other none
    double slope = 0;          ///< drop for each pixel between both
    double misfit = 0;         ///< spx
};

Mirrored mirrored(const std::vector<std::optional<double>>& edges, double middle)
{
    Mirrored pair;
    std::vector<double> slopes;
    for (double aside = neck_spx; aside <= furthest_spx; aside += 1) {
        const auto left = static_cast<std::ptrdiff_t>(std::floor(middle - aside));
        const auto right = static_cast<std::ptrdiff_t>(std::floor(middle + aside));
        if (left < 0 || right >= static_cast<std::ptrdiff_t>(edges.size()))
            break;
        const auto& one = edges[static_cast<std::size_t>(left)];
        const auto& other = edges[static_cast<std::size_t>(right)];
        pair.alone += one.has_value() != other.has_value() ? 1 : 0;
        if (!one || !other)
            continue;
        pair.aside.push_back(aside);
        pair.drop.push_back(*other - *one);
        if (aside >= nearest_spx)
            slopes.push_back((*other - *one) / (2 * aside));
    }
    if (slopes.size() < least_pairs)
        return {};
    pair.slope = median_of(slopes);
    double sum = most_misfit_spx * static_cast<double>(pair.alone);
    for (std::size_t i = 0; i < pair.aside.size(); ++i)
        sum += std::min(most_misfit_spx, std::abs(pair.drop[i] - 2 * pair.aside[i] * pair.slope));
    pair.misfit = sum / static_cast<double>(pair.aside.size() + pair.alone);
    return pair;
}

} // namespace

std::optional<Shoulders> shoulders(const BackdropScene& scene)
{
    const auto edges = edges_of(scene);
    const double face = (scene.chin.x + scene.face.x) / 2;
    std::optional<Mirrored> best;
    double best_cost = 0;
    double best_middle = face;
    for (int shift = -most_shift_spx; shift <= most_shift_spx; ++shift) {
        auto pair = mirrored(edges, face + shift);
        const double cost = pair.misfit + 0.02 * std::abs(shift);
        if (pair.aside.empty() || (best && cost >= best_cost))
            continue;
        best = std::move(pair);
        best_cost = cost;
        best_middle = face + shift;
    }
    if (!best)
        return std::nullopt;
    const double left = std::max(0.0, best_middle - furthest_spx);
    const double right = std::min<double>(scene.width, best_middle + furthest_spx);
    double top = scene.height;
    double bottom = 0;
    for (auto x = static_cast<std::size_t>(left); x < static_cast<std::size_t>(right); ++x)
        if (edges[x]) {
            top = std::min(top, *edges[x]);
            bottom = std::max(bottom, *edges[x]);
        }
    return Shoulders{std::atan(best->slope) * 180 / pi,
                     std::clamp(1.2 - best->misfit / 5, 0.1, 1.0),
                     {left, top, right - left, bottom - top + 1}};
}

} // namespace tucai::measure
