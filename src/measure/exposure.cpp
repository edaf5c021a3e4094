#include "measure/exposure.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tucai::measure {
namespace {

// Middles of the London set's people with odd numbers (docs/rules/light.md), log2 of linear luminance.
constexpr double eyes_middle_ev = -1.12;
constexpr double whites_middle_ev = -1.72;
constexpr double skin_middle_ev = -1.23;

/// A reflection that lies more than this above the whites is one: 95 of 100 good portraits stay below.
constexpr double reflection_ev = 1.0;
/// Below this the lids and lashes, not the light, decide how dark an opening is.
constexpr double least_opening_ratio = 0.15;
constexpr std::size_t least_white_px = 60; ///< in both eyes, at 100 px between the pupils

/// Luminance between the lids; and of it the whites, without the irises.
struct EyeValues {
    std::vector<float> openings;
    std::vector<float> whites;
};

EyeValues values_of_eyes(const LightScene& scene)
{
    EyeValues values;
    for (int y = 0; y < scene.height(); ++y)
        for (int x = 0; x < scene.width(); ++x) {
            if (scene.eyes.row(y)[x] == 0)
                continue;
            const float luminance = scene.luminance.row(y)[x];
            values.openings.push_back(luminance);
            const auto is_iris = [&](const Eye& eye) {
                return std::hypot(x + 0.5 - eye.pupil.x, y + 0.5 - eye.pupil.y) < 1.12 * eye.iris_radius_px;
            };
            if (!is_iris(scene.eye[0]) && !is_iris(scene.eye[1]))
                values.whites.push_back(luminance);
        }
    return values;
}

struct EyeLight {
    double ev = 0;
    bool is_reflection = false;
};

/// By the eyes alone; nothing where they show too little.
std::optional<EyeLight> light_of_eyes(const LightScene& scene)
{
    auto [openings, whites] = values_of_eyes(scene);
    const double unit_px = scene.inter_eye_px / 100;
    const bool is_open =
        std::min(scene.eye[0].opening_ratio, scene.eye[1].opening_ratio) >= least_opening_ratio;
    if (!is_open || static_cast<double>(whites.size()) < least_white_px * unit_px * unit_px ||
        openings.empty())
        return std::nullopt;
    const double brightest = ev_of(quantile(openings, 0.99)) - eyes_middle_ev;
    const double white = ev_of(quantile(whites, 0.75)) - whites_middle_ev;
    if (brightest > white + reflection_ev)
        return EyeLight{white + reflection_ev, true};
    return EyeLight{brightest, false};
}

double clipped_share(const LightScene& scene)
{
    double clipped = 0;
    double count = 0;
    for (int y = 0; y < scene.height(); ++y)
        for (int x = 0; x < scene.width(); ++x) {
            if (scene.skin.row(y)[x] == 0)
                continue;
            const auto* pixel = scene.rgb(x, y);
            clipped += std::max({pixel[0], pixel[1], pixel[2]}) >= 250 ? 1 : 0;
            count += 1;
        }
    return count > 0 ? clipped / count : 0;
}

} // namespace

NamedList exposure(const LightScene& scene)
{
    NamedList list;
    auto skin = luminance_where(scene, [](base::Point) { return true; });
    if (skin.empty())
        return list;
    list.push_back({"clipped_ratio", clipped_share(scene), 1, {}});
    const double skin_ev = ev_of(quantile(skin, 0.9)) - skin_middle_ev;
    const auto eyes = light_of_eyes(scene);
    if (eyes && (eyes->ev >= 0 || skin_ev <= eyes->ev)) {
        list.push_back({"exposure_ev", eyes->ev, eyes->is_reflection ? 0.6 : 0.9, {}});
        return list;
    }
    // Half a stop below the middle is as dark as skin of any colour gets in good light only where it is pale;
    // without eyes a darker one says nothing.
    constexpr double speaks_free_ev = -0.8;
    if (eyes || skin_ev >= speaks_free_ev)
        list.push_back({"exposure_ev", std::min(skin_ev, 0.0), 0.6, {}});
    return list;
}

} // namespace tucai::measure
