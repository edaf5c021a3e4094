#include "measure/clothes_colours.h"

#include <algorithm>

namespace tucai::measure {
namespace {

constexpr double least_share = 0.15;
constexpr double least_chroma = 15;
/// What is darker than this is navy: a suit rather than a blue top.
constexpr double navy_lightness = 22;

/// Whether a colour's hue is a blue's. sRGB's own blue lies at 306 degrees and L* 32; the same hue in a pale
/// colour is lavender.
bool is_blue(const Lab& lab)
{
    const double last_deg = 310 - std::clamp(lab.lightness - 40, 0.0, 20.0);
    return lab.chroma() > least_chroma && lab.hue_deg() >= 215 && lab.hue_deg() <= last_deg;
}

Lab mean_wall(const BackdropScene& scene)
{
    Lab sum;
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x)
            if (scene.wall.row(y)[x] != 0) {
                const Lab lab = scene.lab(x, y);
                sum = {sum.lightness + lab.lightness, sum.a + lab.a, sum.b + lab.b};
            }
    const auto n = static_cast<double>(std::max<std::size_t>(1, scene.wall_count));
    return {sum.lightness / n, sum.a / n, sum.b / n};
}

/// CIEDE2000 of a colour and the garment's nearest to it; 100 where it has none that counts.
double nearest(const Garment& garment, const Lab& colour)
{
    double least = 100;
    for (const auto& cloth : garment.colours)
        if (cloth.share >= least_share)
            least = std::min(least, ciede2000(cloth.colour, colour));
    if (least < 100 || garment.colours.empty())
        return least;
    return ciede2000(garment.colours.front().colour, colour);
}

} // namespace

ClothesColours clothes_colours(const BackdropScene& scene, const Garment& garment,
                               const std::array<int, 3>& target)
{
    const Lab background = lab_of(target[0], target[1], target[2]);
    ClothesColours found;
    const Lab wall = mean_wall(scene);
    found.background_difference = nearest(garment, background);
    found.wall_difference = scene.wall_count > 0 ? nearest(garment, wall) : 100;
    if (!is_blue(background))
        return found;
    // In cool light white is blue: what a pale wall shows of the light is taken off. Never the other way:
    // beside a cream wall white stays white.
    const bool shows_light = scene.wall_count > 0 && wall.lightness > 60 && wall.chroma() < 25;
    std::size_t blue = 0;
    std::size_t navy = 0;
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x) {
            if (garment.cloth.row(y)[x] == 0)
                continue;
            const Lab lab = scene.lab(x, y);
            const double part = shows_light ? lab.lightness / wall.lightness : 0;
            if (!is_blue(lab) || !is_blue({lab.lightness, lab.a - part * wall.a, lab.b - part * wall.b}))
                continue;
            (lab.lightness < navy_lightness ? navy : blue) += 1;
        }
    const auto all = static_cast<double>(std::max<std::size_t>(1, garment.count));
    found.blue_ratio = static_cast<double>(blue) / all;
    found.navy_ratio = static_cast<double>(navy) / all;
    return found;
}

} // namespace tucai::measure
