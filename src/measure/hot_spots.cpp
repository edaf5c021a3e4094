#include "measure/hot_spots.h"

#include "measure/pieces.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr double more_light = 0.3;
constexpr double less_red = 0.35; ///< of the skin's own log2 of red over blue
constexpr double lens_px = 9; ///< around the eyes at 100 px between the pupils: lids are wet, lenses reflect

/// Luminance that a face of this light would have at each place: a + b x + c y.
struct Slope {
    double at_middle = 0;
    double across = 0;
    double down = 0;
    double at(base::Point place) const { return at_middle + across * place.x + down * place.y; }
};

struct Spot {
    base::Point place;
    double luminance = 0;
    double misfit = 0;
    bool counts = true;
};

/// Least squares over the spots that count, by Cramer's rule. Needs: places that do not lie on one line.
Slope fitted(const std::vector<Spot>& spots)
{
    double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0, z = 0, xz = 0, yz = 0;
    for (const auto& s : spots) {
        if (!s.counts)
            continue;
        n += 1;
        x += s.place.x;
        y += s.place.y;
        xx += s.place.x * s.place.x;
        xy += s.place.x * s.place.y;
        yy += s.place.y * s.place.y;
        z += s.luminance;
        xz += s.place.x * s.luminance;
        yz += s.place.y * s.luminance;
    }
    const double whole = n * (xx * yy - xy * xy) - x * (x * yy - xy * y) + y * (x * xy - xx * y);
    if (!(std::abs(whole) > 1e-9))
        return {z / std::max(n, 1.0), 0, 0};
    return {(z * (xx * yy - xy * xy) - x * (xz * yy - xy * yz) + y * (xz * xy - xx * yz)) / whole,
            (n * (xz * yy - yz * xy) - z * (x * yy - xy * y) + y * (x * yz - xz * y)) / whole,
            (n * (xx * yz - xy * xz) - x * (x * yz - xz * y) + z * (x * xy - xx * y)) / whole};
}

/// The skin's own slope of light: fitted again without what stands out, above sooner than below.
Slope slope_of(const LightScene& scene, const Plane& luminance, const Flags& skin)
{
    std::vector<Spot> spots;
    for (int y = 0; y < scene.height(); y += 2)
        for (int x = 0; x < scene.width(); x += 2)
            if (skin.row(y)[x] != 0)
                spots.push_back({scene.place(x, y), luminance.row(y)[x]});
    Slope slope;
    for (int round = 0; round < 4 && spots.size() > 50; ++round) {
        slope = fitted(spots);
        std::vector<float> misfits;
        for (auto& s : spots) {
            s.misfit = s.luminance - slope.at(s.place);
            if (s.counts)
                misfits.push_back(static_cast<float>(std::abs(s.misfit)));
        }
        const double spread = 1.48 * quantile(misfits, 0.5) + 0.01;
        for (auto& s : spots)
            s.counts = s.misfit < 1.5 * spread && s.misfit > -2.5 * spread;
    }
    return slope;
}

/// What `softened` gives at one pixel, which must not lie on the rim.
float softened_at(const Plane& plane, int x, int y)
{
    const auto across = [&](int v) {
        const float* at = plane.row(v) + x;
        return (at[-1] + 2 * at[0] + at[1]) / 4;
    };
    return (across(y - 1) + 2 * across(y) + across(y + 1)) / 4;
}

Flags bare_skin(const LightScene& scene)
{
    Flags skin = scene.skin;
    for (const auto& lids : {left_eye_numbers(), right_eye_numbers()}) {
        const auto zone =
            filled(grown(points_of(scene.patch.points, lids), lens_px * scene.inter_eye_px / 100),
                   scene.width(), scene.height());
        for (int y = 0; y < scene.height(); ++y)
            for (int x = 0; x < scene.width(); ++x)
                if (zone.row(y)[x] > 0)
                    skin.row(y)[x] = 0;
    }
    return eroded(skin, 2);
}

} // namespace

NamedList hot_spots(const LightScene& scene)
{
    const auto skin = bare_skin(scene);
    const auto luminance = softened(scene.luminance);
    const auto redness = [&](int x, int y) {
        constexpr float floor = 1e-3F;
        return std::log2((softened_at(scene.light[0], x, y) + floor) /
                         (softened_at(scene.light[2], x, y) + floor));
    };
    std::vector<float> sample; // every third pixel both ways is enough for the middle
    for (int y = 0; y < scene.height(); y += 3)
        for (int x = 0; x < scene.width(); x += 3)
            if (skin.row(y)[x] != 0)
                sample.push_back(redness(x, y));
    if (sample.size() < 25)
        return {};
    const double own = quantile(sample, 0.5);
    const auto slope = slope_of(scene, luminance, skin);
    Flags shines(scene.width(), scene.height());
    double shining_px = 0;
    double skin_px = 0;
    for (int y = 0; y < scene.height(); ++y)
        for (int x = 0; x < scene.width(); ++x) {
            if (skin.row(y)[x] == 0)
                continue;
            skin_px += 1;
            const double excess = luminance.row(y)[x] - more_light; // over no light at all: quickly told
            if (excess < 0 || excess < slope.at(scene.place(x, y)))
                continue;
            if (own - redness(x, y) < less_red * std::max(own, 0.0))
                continue;
            shines.row(y)[x] = 1;
            shining_px += 1;
        }
    Piece largest;
    for (const auto& piece : pieces_of(shines, shines, Corners::Join))
        if (piece.pixels > largest.pixels)
            largest = piece;
    Named ratio{"hot_spot_ratio", shining_px / skin_px, 0.8, {}};
    if (largest.pixels > 0)
        ratio.region = base::Box{1.0 * largest.left, 1.0 * largest.top, 1.0 * (largest.right - largest.left),
                                 1.0 * (largest.bottom - largest.top)};
    Named greatest = ratio;
    greatest.name = "largest_hot_spot_ratio";
    greatest.value = static_cast<double>(largest.pixels) / skin_px;
    return {ratio, greatest};
}

} // namespace tucai::measure
