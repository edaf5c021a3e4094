#include "measure/light_balance.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace tucai::measure {
namespace {

constexpr double least_px = 40; ///< at 100 px between the pupils

/// A part of the face by its place from the eyes' middle, in distances of the pupils; the right one of two.
struct Zone {
    double from_x = 0;
    double to_x = 0;
    double from_y = 0;
    double to_y = 0;
    bool holds(double aside, double below) const
    {
        return aside > from_x && aside < to_x && below > from_y && below < to_y;
    }
};

/// Luminance of the two halves of a zone, the left one first.
using Halves = std::array<std::vector<float>, 2>;

/// The middle of some luminance as an exposure value; nothing of too few pixels.
std::optional<double> middle_ev(std::vector<float> values, double unit_px)
{
    if (static_cast<double>(values.size()) < least_px * unit_px * unit_px)
        return std::nullopt;
    return ev_of(quantile(values, 0.5));
}

std::optional<double> both_ev(const Halves& halves, double unit_px)
{
    auto all = halves[0];
    all.insert(all.end(), halves[1].begin(), halves[1].end());
    return middle_ev(std::move(all), unit_px);
}

} // namespace

NamedList light_balance(const LightScene& scene)
{
    NamedList list;
    const double mouth = scene.mouth_depth();
    const Zone forehead{0.1, 0.6, -0.85, -0.35};
    const Zone cheek{0.3, 0.8, 0.3, 0.8 * mouth};
    const Zone jaw{0.25, 0.7, 0.85 * mouth, mouth + 0.4};
    const std::array<Zone, 3> zones = {forehead, cheek, jaw};
    std::array<Halves, 3> light;
    for (const auto& pixel : scene.skin_pixels)
        for (std::size_t i = 0; i < zones.size(); ++i)
            if (zones[i].holds(std::abs(pixel.place.x), pixel.place.y))
                light[i][pixel.place.x < 0 ? 0 : 1].push_back(pixel.luminance);
    const double unit_px = scene.inter_eye_px / 100;
    std::vector<double> left_over_right;
    for (const auto& halves : light) {
        const auto left = middle_ev(halves[0], unit_px);
        const auto right = middle_ev(halves[1], unit_px);
        if (left && right)
            left_over_right.push_back(*left - *right);
    }
    if (!left_over_right.empty()) {
        std::sort(left_over_right.begin(), left_over_right.end());
        const std::size_t count = left_over_right.size();
        const double middle = (left_over_right[(count - 1) / 2] + left_over_right[count / 2]) / 2;
        list.push_back({"left_brighter_ratio", std::max(std::exp2(middle) - 1, 0.0), 1, {}});
        list.push_back({"right_brighter_ratio", std::max(std::exp2(-middle) - 1, 0.0), 1, {}});
    }
    const auto above = both_ev(light[0], unit_px);
    const auto below = both_ev(light[1], unit_px);
    if (above && below)
        list.push_back({"top_brighter_ratio", std::exp2(*above - *below) - 1, 1, {}});
    return list;
}

} // namespace tucai::measure
