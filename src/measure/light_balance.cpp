#include "measure/light_balance.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tucai::measure {
namespace {

constexpr double least_px = 40; ///< at 100 px between the pupils

/// A part of the face by its place from the eyes' middle, in distances of the pupils; the right one of two.
struct Zone {
    double from_x = 0;
    double to_x = 0;
    double from_y = 0;
    double to_y = 0;
};

/// The middle luminance of a zone as an exposure value; `side` is -1 left, 1 right, 0 both.
std::optional<double> ev_in(const LightScene& scene, const Zone& zone, int side)
{
    auto values = values_in(scene.luminance, scene.skin, [&](int x, int y) {
        const auto place = scene.place(x, y);
        const double aside = side == 0 ? std::abs(place.x) : place.x * side;
        return aside > zone.from_x && aside < zone.to_x && place.y > zone.from_y && place.y < zone.to_y;
    });
    const double unit_px = scene.inter_eye_px / 100;
    if (static_cast<double>(values.size()) < least_px * unit_px * unit_px)
        return std::nullopt;
    return ev_of(quantile(values, 0.5));
}

} // namespace

NamedList light_balance(const LightScene& scene)
{
    NamedList list;
    const double mouth = scene.mouth_depth();
    const Zone forehead{0.1, 0.6, -0.85, -0.35};
    const Zone cheek{0.3, 0.8, 0.3, 0.8 * mouth};
    const Zone jaw{0.25, 0.7, 0.85 * mouth, mouth + 0.4};
    std::vector<double> left_over_right;
    for (const auto& zone : {forehead, cheek, jaw}) {
        const auto left = ev_in(scene, zone, -1);
        const auto right = ev_in(scene, zone, 1);
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
    const auto above = ev_in(scene, forehead, 0);
    const auto below = ev_in(scene, cheek, 0);
    if (above && below)
        list.push_back({"top_brighter_ratio", std::exp2(*above - *below) - 1, 1, {}});
    return list;
}

} // namespace tucai::measure
