#include "measure/dark_place.h"

#include "measure/light_scene.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr std::size_t least_pixels = 20;
/// Below so many levels between the white and the dark there is no iris to see.
constexpr double least_contrast = 8;
constexpr double reach = 1.1; ///< of the iris's radius: its rim is soft
constexpr int rounds = 4;

struct Dark {
    base::Point at; ///< picture px
    double weight = 0;
};

/// The pixels between the lids, brightness for weight.
std::vector<Dark> pixels_between(const Face& face, std::vector<base::Point> lids)
{
    base::Point low = lids.front();
    base::Point high = low;
    for (const auto& p : lids) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    const int left = std::clamp(static_cast<int>(std::floor(low.x)), 0, face.picture.width - 1);
    const int top = std::clamp(static_cast<int>(std::floor(low.y)), 0, face.picture.height - 1);
    const int right = std::clamp(static_cast<int>(std::ceil(high.x)), left + 1, face.picture.width);
    const int bottom = std::clamp(static_cast<int>(std::ceil(high.y)), top + 1, face.picture.height);
    for (auto& p : lids)
        p = {p.x - left, p.y - top};
    const auto inside = filled(lids, right - left, bottom - top);
    std::vector<int> luma(static_cast<std::size_t>(right - left));
    std::vector<Dark> found;
    for (int y = top; y < bottom; ++y) {
        whole_luma(face.picture.row(y) + static_cast<std::ptrdiff_t>(left) * 3, right - left, luma.data());
        const float* marked = inside.row(y - top);
        for (int x = left; x < right; ++x)
            if (marked[x - left] > 0)
                found.push_back({{x + 0.5, y + 0.5}, luma[static_cast<std::size_t>(x - left)] / 256.0});
    }
    return found;
}

/// The weighted middle of what lies no further than so much beside a place.
base::Point middle_of(const std::vector<Dark>& pixels, double x, double within)
{
    base::Point sum;
    double weight = 0;
    for (const auto& pixel : pixels) {
        if (std::abs(pixel.at.x - x) >= within)
            continue;
        sum = {sum.x + pixel.weight * pixel.at.x, sum.y + pixel.weight * pixel.at.y};
        weight += pixel.weight;
    }
    return weight > 0 ? base::Point{sum.x / weight, sum.y / weight} : base::Point{x, pixels.front().at.y};
}

} // namespace

std::optional<base::Point> dark_place(const Face& face, const EyeCorners& eye)
{
    auto pixels = pixels_between(face, points_of(face.points, eye.lids));
    if (pixels.size() < least_pixels)
        return std::nullopt;
    std::vector<float> levels;
    levels.reserve(pixels.size());
    for (const auto& pixel : pixels)
        levels.push_back(static_cast<float>(pixel.weight));
    const double dark = quantile(levels, 0.05);
    const double white = quantile(levels, 0.75);
    if (white - dark < least_contrast)
        return std::nullopt;
    for (auto& pixel : pixels) {
        const double share = std::clamp((white - pixel.weight) / (white - dark), 0.0, 1.0);
        pixel.weight = share * share;
    }
    double radius = 0;
    for (std::size_t i = 1; i <= 4; ++i)
        radius +=
            std::hypot(face[eye.iris + i].x - face[eye.iris].x, face[eye.iris + i].y - face[eye.iris].y);
    radius /= 4;
    auto place = middle_of(pixels, pixels.front().at.x, 1e9);
    for (int round = 0; round < rounds; ++round)
        place = middle_of(pixels, place.x, reach * radius);
    return place;
}

} // namespace tucai::measure
