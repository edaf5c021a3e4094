#include "measure/iso_light.h"

#include "measure/lab.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr int steps = 256;
using Histogram = std::array<double, steps>;

std::size_t step_of(float luminance)
{
    return static_cast<std::size_t>(std::clamp(std::floor(luminance * 255 + 0.5F), 0.F, 255.F));
}

/// The face from the brows to the chin: the hull of the landmarks that the standard uses.
std::vector<base::Point> landmarked_region(const std::vector<base::Point>& points)
{
    constexpr std::size_t right_temple = 7; // of the outline
    constexpr std::size_t left_temple = 29;
    constexpr std::array<int, 10> brows = {70, 63, 105, 66, 107, 336, 296, 334, 293, 300};
    const auto outline = outline_numbers();
    auto line = points_of(points, outline.subspan(right_temple, left_temple - right_temple + 1));
    for (const auto& p : points_of(points, brows))
        line.push_back(p);
    return line;
}

/// A square on a cheek.
struct Square {
    int x = 0;
    int y = 0;
    int side = 0;
};

base::Point middle(base::Point a, base::Point b)
{
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/// 0.3 of the eyes' distance wide, outward from each eye's middle, from half way between eyes and mouth down.
std::array<Square, 2> cheek_squares(const std::vector<base::Point>& points)
{
    const auto left = middle(points[33], points[133]);
    const auto right = middle(points[263], points[362]);
    const auto mouth = middle(points[13], points[14]);
    const auto eyes = middle(left, right);
    const double reach = std::hypot(mouth.x - eyes.x, mouth.y - eyes.y) / 2;
    const int side = static_cast<int>(std::hypot(right.x - left.x, right.y - left.y) * 0.3);
    const auto whole = [](double v) { return static_cast<int>(std::floor(v)); };
    return {{{whole(left.x) - side, whole(left.y + reach), side},
             {whole(right.x), whole(right.y + reach), side}}};
}

/// Calls for each pixel of a square that lies in the picture and in the region.
template <typename Visit> void each_pixel(const Square& square, const Plane& region, const Visit& visit)
{
    for (int y = std::max(square.y, 0); y < std::min(square.y + square.side, region.height); ++y)
        for (int x = std::max(square.x, 0); x < std::min(square.x + square.side, region.width); ++x)
            if (region.row(y)[x] > 0)
                visit(x, y);
}

/// Shares of luminance; all 0 where the square holds nothing.
Histogram histogram_of(const LightScene& scene, const Square& square, const Plane& region)
{
    Histogram shares{};
    double count = 0;
    each_pixel(square, region, [&](int x, int y) {
        shares[step_of(scene.luminance.row(y)[x])] += 1;
        count += 1;
    });
    for (auto& share : shares)
        share /= std::max(count, 1.0);
    return shares;
}

/// Light of a mean coded value, 0..255, which need not be whole. Source: IEC 61966-2-1.
double light_of(double coded)
{
    const double v = coded / 255;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double beyond(double value, double low, double high)
{
    return std::max({0.0, low - value, value - high});
}

void add_histogram_values(const Histogram& shares, NamedList& list)
{
    double mean = 0;
    double variance = 0;
    double under = 0;
    double over = 0;
    double bits = 0;
    for (int i = 0; i < steps; ++i)
        mean += shares[static_cast<std::size_t>(i)] * i / 255.0;
    for (int i = 0; i < steps; ++i) {
        const double share = shares[static_cast<std::size_t>(i)];
        variance += share * (i / 255.0 - mean) * (i / 255.0 - mean);
        under += i <= 25 ? share : 0;
        over += i >= 247 ? share : 0;
        bits -= share > 0 ? share * std::log2(share) : 0;
    }
    list.push_back({"luminance_mean", mean, 1, {}});
    list.push_back({"luminance_variance", variance, 1, {}});
    list.push_back({"under_exposed_ratio", under, 1, {}});
    list.push_back({"over_exposed_ratio", over, 1, {}});
    list.push_back({"dynamic_range_bits", bits, 1, {}});
}

} // namespace

NamedList iso_light(const LightScene& scene)
{
    NamedList list;
    const auto& points = scene.patch.points;
    const auto region = filled(landmarked_region(points), scene.width(), scene.height());
    const Square whole{0, 0, std::max(scene.width(), scene.height())};
    add_histogram_values(histogram_of(scene, whole, region), list);

    const auto squares = cheek_squares(points);
    const auto left = histogram_of(scene, squares[0], region);
    const auto right = histogram_of(scene, squares[1], region);
    double overlap = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        overlap += std::min(left[i], right[i]);
    list.push_back({"illumination_overlap_ratio", overlap, 1, {}});

    std::array<double, 3> sum{};
    double count = 0;
    for (const auto& square : squares)
        each_pixel(square, region, [&](int x, int y) {
            for (std::size_t c = 0; c < 3; ++c)
                sum[c] += scene.rgb(x, y)[c];
            count += 1;
        });
    if (count > 0) {
        const auto lab =
            d50_lab_of_light(light_of(sum[0] / count), light_of(sum[1] / count), light_of(sum[2] / count));
        const bool is_skin_like = lab.a >= 0 && lab.b >= 0;
        const double distance = is_skin_like ? std::hypot(beyond(lab.a, 5, 25), beyond(lab.b, 5, 35)) : 100;
        list.push_back({"natural_colour_distance", distance, 1, {}});
        list.push_back({"skin_chroma", lab.chroma(), 1, {}});
    }
    return list;
}

} // namespace tucai::measure
