#include "measure/colour_cast.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tucai::measure {
namespace {

// Middles of the London set's people with odd numbers, and weights that make the estimate's spread over them
// smallest, groups weighted alike (docs/rules/light.md).
constexpr double eyes_red_over_blue = 0.20;
constexpr double lips_red_over_blue = 1.23;
constexpr double eyes_green = -0.08;
constexpr double lips_weight = 0.39;
constexpr double lips_differ = 0.7; ///< lips of people without lipstick stay within that of their eyes

struct Light {
    double red_over_blue = 0; ///< log2
    double green = 0;         ///< log2 of green over the mean of red and blue
};

/// Middles of the channels over those pixels.
Light light_of(const LightScene& scene, const std::vector<std::pair<int, int>>& pixels)
{
    std::array<double, 3> middle{};
    for (std::size_t c = 0; c < 3; ++c) {
        std::vector<float> values;
        values.reserve(pixels.size());
        for (const auto& [x, y] : pixels)
            values.push_back(scene.light[c].row(y)[x]);
        middle[c] = ev_of(quantile(values, 0.5));
    }
    return {middle[0] - middle[2], middle[1] - (middle[0] + middle[2]) / 2};
}

bool is_clipped(const std::uint8_t* rgb)
{
    return std::max({rgb[0], rgb[1], rgb[2]}) >= 250;
}

std::optional<Light> light_of_eyes(const LightScene& scene)
{
    const auto openings = eroded(scene.eyes, 1);
    std::vector<std::pair<int, int>> kept;
    double clipped = 0;
    for (int y = 0; y < scene.height(); ++y)
        for (int x = 0; x < scene.width(); ++x) {
            if (openings.row(y)[x] == 0)
                continue;
            if (is_clipped(scene.rgb(x, y)))
                clipped += 1;
            else
                kept.emplace_back(x, y);
        }
    const auto count = static_cast<double>(kept.size());
    const double unit_px = scene.inter_eye_px / 100;
    if (count < 60 * unit_px * unit_px || clipped > count / 3)
        return std::nullopt;
    std::vector<float> luminance;
    luminance.reserve(kept.size());
    for (const auto& [x, y] : kept)
        luminance.push_back(scene.luminance.row(y)[x]);
    const double bright = quantile(luminance, 0.95);
    const auto is_dim = [&](const auto& at) { return scene.luminance.row(at.second)[at.first] < bright; };
    kept.erase(std::remove_if(kept.begin(), kept.end(), is_dim), kept.end());
    return light_of(scene, kept);
}

std::optional<Light> light_of_lips(const LightScene& scene)
{
    std::vector<std::pair<int, int>> pixels;
    for (int y = 0; y < scene.height(); ++y)
        for (int x = 0; x < scene.width(); ++x)
            if (scene.lips.row(y)[x] != 0 && !is_clipped(scene.rgb(x, y)))
                pixels.emplace_back(x, y);
    if (pixels.size() < 60)
        return std::nullopt;
    return light_of(scene, pixels);
}

} // namespace

NamedList colour_cast(const LightScene& scene)
{
    const auto eyes = light_of_eyes(scene);
    if (!eyes)
        return {};
    const double by_eyes = eyes->red_over_blue - eyes_red_over_blue;
    double cast = by_eyes;
    double confidence = 0.7;
    if (const auto lips = light_of_lips(scene)) {
        const double by_lips = lips->red_over_blue - lips_red_over_blue;
        if (std::abs(by_lips - by_eyes) <= lips_differ) {
            cast = (1 - lips_weight) * by_eyes + lips_weight * by_lips;
            confidence = 0.9;
        }
    }
    return {{"warm_cast_ev", cast, confidence, {}}, {"green_cast_ev", eyes->green - eyes_green, 0.7, {}}};
}

} // namespace tucai::measure
