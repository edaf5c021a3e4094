#include "measure/red_eyes.h"

#include "measure/lab.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tucai::measure {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double red_a = 30;        ///< a* that no pupil has but one that a flash lit
constexpr double above_around = 15; ///< a*

/// Share of red in one pupil's disc; nothing where the lids hide half of it.
std::optional<double> red_share(const LightScene& scene, const Eye& eye)
{
    std::vector<float> pupil;
    std::vector<float> around;
    const double reach = 2 * eye.iris_radius_px;
    const int top = std::max(static_cast<int>(eye.pupil.y - reach), 0);
    const int left = std::max(static_cast<int>(eye.pupil.x - reach), 0);
    for (int y = top; y < std::min<double>(eye.pupil.y + reach, scene.height()); ++y)
        for (int x = left; x < std::min<double>(eye.pupil.x + reach, scene.width()); ++x) {
            if (scene.eyes.row(y)[x] == 0)
                continue;
            const double off = std::hypot(x + 0.5 - eye.pupil.x, y + 0.5 - eye.pupil.y) / eye.iris_radius_px;
            const auto a = static_cast<float>(
                d50_lab_of_light(scene.light[0].row(y)[x], scene.light[1].row(y)[x], scene.light[2].row(y)[x])
                    .a);
            if (off < 0.5)
                pupil.push_back(a);
            else if (off > 0.75)
                around.push_back(a);
        }
    const double disc_px = pi * eye.iris_radius_px * eye.iris_radius_px / 4;
    if (static_cast<double>(pupil.size()) < std::max(disc_px / 2, 4.0) || around.size() < 8)
        return std::nullopt;
    const double limit = std::max(red_a, quantile(around, 0.5) + above_around);
    const auto red = std::count_if(pupil.begin(), pupil.end(), [&](float a) { return a > limit; });
    return static_cast<double>(red) / static_cast<double>(pupil.size());
}

} // namespace

NamedList red_eyes(const LightScene& scene)
{
    std::optional<Named> redder;
    for (const auto& eye : scene.eye) {
        const auto share = red_share(scene, eye);
        if (!share || (redder && redder->value >= *share))
            continue;
        const double r = eye.iris_radius_px;
        redder =
            Named{"red_pupil_ratio", *share, 0.9, base::Box{eye.pupil.x - r, eye.pupil.y - r, 2 * r, 2 * r}};
    }
    return redder ? NamedList{*redder} : NamedList{};
}

} // namespace tucai::measure
