#include "measure/lips.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tucai::measure {
namespace {

/// What teeth differ in from lips: brightness, and how red they are.
struct Tone {
    double luma = 0;    ///< 0..255
    double redness = 0; ///< (R - G) / (R + G + B)
};

Tone tone_at(const Pixels& pixels, int x, int y)
{
    const auto* p = pixels.rgb.data() + (static_cast<std::ptrdiff_t>(y) * pixels.width + x) * 3;
    const double sum = std::max(p[0] + p[1] + p[2], 1);
    return {0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2], (p[0] - p[1]) / sum};
}

double median(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The lips' own tone: the median of what lies inside their outer rim and outside their inner one.
std::optional<Tone> lip_tone(const FacePatch& patch)
{
    const auto outer =
        filled(points_of(patch.points, outer_lip_numbers()), patch.pixels.width, patch.pixels.height);
    const auto inner =
        filled(points_of(patch.points, inner_lip_numbers()), patch.pixels.width, patch.pixels.height);
    std::vector<double> luma;
    std::vector<double> redness;
    for (int y = 0; y < outer.height; ++y)
        for (int x = 0; x < outer.width; ++x)
            if (outer.row(y)[x] > 0 && !(inner.row(y)[x] > 0)) {
                const auto tone = tone_at(patch.pixels, x, y);
                luma.push_back(tone.luma);
                redness.push_back(tone.redness);
            }
    if (luma.size() < 50)
        return std::nullopt;
    return Tone{median(luma), median(redness)};
}

/// Teeth are a quarter brighter than the lips and less red.
bool is_tooth(const Tone& tone, const Tone& lips)
{
    return tone.luma > 1.25 * lips.luma && tone.redness < lips.redness - 0.03;
}

double teeth_ratio(const FacePatch& patch)
{
    const auto lips = lip_tone(patch);
    const auto mouth = points_of(patch.points, inner_lip_numbers());
    const auto& left = patch.points[78];
    const auto& right = patch.points[308];
    if (!lips || !(right.x - left.x > 4))
        return 0;
    const auto inside = filled(mouth, patch.pixels.width, patch.pixels.height);
    const int first = std::max(0, static_cast<int>(left.x));
    const int last = std::min(patch.pixels.width - 1, static_cast<int>(right.x));
    int columns = 0;
    for (int x = first; x <= last; ++x) {
        bool has_tooth = false;
        for (int y = 0; y < inside.height && !has_tooth; ++y)
            has_tooth = inside.row(y)[x] > 0 && is_tooth(tone_at(patch.pixels, x, y), *lips);
        columns += has_tooth ? 1 : 0;
    }
    return static_cast<double>(columns) / (last - first + 1);
}

} // namespace

Lips measure_lips(const Face& face, const FacePatch& patch)
{
    const auto middle = face.eye_middle();
    const double to_chin = std::max(std::hypot(face[152].x - middle.x, face[152].y - middle.y), 1e-6);
    Lips lips;
    lips.opening_ratio = std::hypot(face[14].x - face[13].x, face[14].y - face[13].y) / to_chin;
    if (lips.opening_ratio >= 0.01)
        lips.teeth_ratio = teeth_ratio(patch);
    base::Point low = face[61];
    base::Point high = low;
    for (const auto& p : points_of(face.points, outer_lip_numbers())) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    lips.region = {low.x, low.y, high.x - low.x, high.y - low.y};
    return lips;
}

} // namespace tucai::measure
