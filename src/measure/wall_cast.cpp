#include "measure/wall_cast.h"

#include "measure/light_scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace tucai::measure {
namespace {

/// log2 ratios of the wall's pixels.
struct WallSample {
    std::vector<float> warm;
    std::vector<float> green;
    double clipped = 0;
};

WallSample sample_of(const Backdrop& backdrop)
{
    constexpr int spacing = 6;
    constexpr float least_alpha = 0.02F;
    constexpr float covered = 0.999F;
    constexpr float is_person = 0.5F; // of the coarse mask: cloth as white as the wall leaves the matte
    WallSample sample;
    for (int y = spacing / 2; y < backdrop.frame.height; y += spacing) {
        const auto* alpha = backdrop.alpha.float_row(y);
        const auto* cover = backdrop.cover.float_row(y);
        const auto* person = backdrop.person.is_empty() ? nullptr : backdrop.person.float_row(y);
        for (int x = spacing / 2; x < backdrop.frame.width; x += spacing) {
            if (alpha[x] > least_alpha || cover[x] < covered || (person != nullptr && person[x] >= is_person))
                continue;
            const auto* rgb = backdrop.frame.row(y) + static_cast<std::ptrdiff_t>(x) * 3;
            if (std::max({rgb[0], rgb[1], rgb[2]}) >= 250) {
                sample.clipped += 1;
                continue;
            }
            const double red = ev_of(linear_light(rgb[0]));
            const double green = ev_of(linear_light(rgb[1]));
            const double blue = ev_of(linear_light(rgb[2]));
            sample.warm.push_back(static_cast<float>(red - blue));
            sample.green.push_back(static_cast<float>(green - (red + blue) / 2));
        }
    }
    return sample;
}

/// One dimension of a cast: how far the face's word and a grey wall's lie from the truth, and how much
/// farther the colours of walls do.
struct Spread {
    double face = 0;
    double grey_wall = 0;
    double coloured_wall = 0;
};

// Stops. The face's is that of the London set's people, a little widened for others; walls as painted
// "white".
constexpr Spread warm_spread{0.14, 0.08, 0.6};
constexpr Spread green_spread{0.07, 0.06, 0.35};

double bell(double value, double spread)
{
    return std::exp(-0.5 * value * value / (spread * spread)) / spread;
}

/// The face's cast, moved toward the wall's as far as the wall may be trusted.
double moved(double face, double wall, const Spread& spread, double trust)
{
    constexpr double most = 0.2; // a wall may settle a doubt; it may not overrule a face
    const double face_square = spread.face * spread.face;
    const double share = face_square / (face_square + spread.grey_wall * spread.grey_wall);
    return face + trust * std::clamp(share * (wall - face), -most, most);
}

} // namespace

NamedList wall_cast(const Backdrop& backdrop)
{
    constexpr std::size_t least_pixels = 60;
    constexpr double one_colour = 0.3; // stops between the quartiles
    auto sample = sample_of(backdrop);
    const auto count = static_cast<double>(sample.warm.size());
    if (sample.warm.size() < least_pixels || sample.clipped > count / 2)
        return {};
    if (quantile(sample.warm, 0.75) - quantile(sample.warm, 0.25) > one_colour)
        return {};
    return {{"wall_warm_ev", quantile(sample.warm, 0.5), 1, {}},
            {"wall_green_ev", quantile(sample.green, 0.5), 1, {}}};
}

Cast cast_of_face_and_wall(const Cast& face, const Cast& wall)
{
    constexpr double grey_walls = 0.6; // share of walls that are meant to be white or grey
    const auto likelihood = [&](double Spread::*wall_spread) {
        return bell(wall.warm_ev - face.warm_ev, std::hypot(warm_spread.face, warm_spread.*wall_spread)) *
               bell(wall.green_ev - face.green_ev, std::hypot(green_spread.face, green_spread.*wall_spread));
    };
    const double grey = grey_walls * likelihood(&Spread::grey_wall);
    const double coloured = (1 - grey_walls) * likelihood(&Spread::coloured_wall);
    const double trust = grey + coloured > 0 ? grey / (grey + coloured) : 0;
    return {moved(face.warm_ev, wall.warm_ev, warm_spread, trust),
            moved(face.green_ev, wall.green_ev, green_spread, trust)};
}

} // namespace tucai::measure
