#pragma once

#include "measure/backdrop_measures.h"
#include "measure/face.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace tucai::measure {

/// For tests: a person of a head, a neck and shoulders, drawn before a wall. 480 x 640, pupils 100 px apart.
class DrawnBackdrop {
public:
    using Paint = std::function<std::array<int, 3>(int x, int y)>;
    static constexpr int width = 480;
    static constexpr int height = 640;

    Paint wall = [](int, int) { return std::array{225, 225, 223}; };
    Paint cloth = [](int, int) { return std::array{60, 60, 62}; };
    std::array<int, 3> skin{214, 168, 142};
    std::array<int, 3> target{100, 197, 255};
    double slope = 0;    ///< of the shoulders: rows for each column, positive: the right one lower
    double neck_x = 240; ///< the body's middle
    double shoulder_y = 480;
    std::function<bool(int x, int y)> is_lost; ///< cloth that the matte takes for wall; nowhere where empty
    bool has_mask = false;                     ///< a mask of the whole person comes along

    /// Whether a place shows head or neck.
    static bool is_head(double x, double y)
    {
        const double u = (x - 240) / 95;
        const double v = (y - 240) / 150;
        return u * u + v * v < 1 || (std::abs(x - 240) < 48 && y > 300 && y < 500);
    }
    bool is_cloth(double x, double y) const
    {
        const double aside = std::abs(x - neck_x);
        const double rise = aside < 60 ? 60 - aside : 0;
        return y > shoulder_y + 0.25 * aside - rise + slope * (x - neck_x) && y > 440;
    }

    NamedList measure() const
    {
        std::vector<std::uint8_t> rgb;
        Plane alpha(width, height);
        Plane person(width, height);
        const Plane cover(width, height, 1);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const bool cloth_here = is_cloth(x + 0.5, y + 0.5);
                const bool head_here = !cloth_here && is_head(x + 0.5, y + 0.5);
                person.row(y)[x] = cloth_here || head_here ? 1.F : 0.F;
                alpha.row(y)[x] = cloth_here && is_lost && is_lost(x, y) ? 0.F : person.row(y)[x];
                for (const int value : cloth_here ? cloth(x, y) : (head_here ? skin : wall(x, y)))
                    rgb.push_back(static_cast<std::uint8_t>(std::clamp(value, 0, 255)));
            }
        std::vector<base::Point> points(Face::all_points, {240, 250});
        points[468] = {190, 250};
        points[473] = {290, 250};
        points[50] = {195, 310};
        points[280] = {285, 310};
        points[152] = {240, 390};
        points[10] = {240, 120};
        const base::View frame{rgb.data(), width, height, width * 3, base::PixelFormat::Rgb8};
        return backdrop_measures(
            {frame, alpha.view(), cover.view(), points, target, has_mask ? person.view() : base::View{}});
    }
};

/// One measure by its name.
inline std::optional<Named> found(const NamedList& list, std::string_view name)
{
    for (const auto& named : list)
        if (named.name == name)
            return named;
    return std::nullopt;
}

/// Its value; not a number where it is absent.
inline double value_of(const NamedList& list, std::string_view name)
{
    const auto named = found(list, name);
    return named ? named->value : std::nan("");
}

/// The same value in all three channels, `light` levels from 225.
inline std::array<int, 3> grey(double light)
{
    const int value = static_cast<int>(std::lround(225 + light));
    return {value, value, value};
}

} // namespace tucai::measure
