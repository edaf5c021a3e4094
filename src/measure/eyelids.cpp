#include "measure/eyelids.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tucai::measure {
namespace {

struct EyeNumbers {
    std::size_t outer;
    std::size_t inner;
    std::array<std::pair<std::size_t, std::size_t>, 7> lids; ///< upper and lower, opposite each other
};

constexpr EyeNumbers left_numbers = {
    33, 133, {{{246, 7}, {161, 163}, {160, 144}, {159, 145}, {158, 153}, {157, 154}, {173, 155}}}};
constexpr EyeNumbers right_numbers = {
    263, 362, {{{466, 249}, {388, 390}, {387, 373}, {386, 374}, {385, 380}, {384, 381}, {398, 382}}}};

double distance(const base::Point& a, const base::Point& b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

base::Box bounds(const std::vector<base::Point>& points)
{
    base::Point low = points.front();
    base::Point high = low;
    for (const auto& p : points) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    return {low.x, low.y, high.x - low.x, high.y - low.y};
}

EyeOpening measure_one(const Face& face, const EyeNumbers& eye, std::span<const int> contour)
{
    double widest = 0;
    for (const auto& [upper, lower] : eye.lids)
        widest = std::max(widest, distance(face[upper], face[lower]));
    const double width = std::max(distance(face[eye.outer], face[eye.inner]), 1e-6);
    const double to_chin = std::max(distance(face.eye_middle(), face[152]), 1e-6);
    auto region = bounds(points_of(face.points, contour));
    const double margin = width / 4;
    region = {region.x - margin, region.y - margin, region.width + 2 * margin, region.height + 2 * margin};
    return {widest / width, widest / to_chin, region};
}

} // namespace

EyeOpenings measure_eye_openings(const Face& face)
{
    return {measure_one(face, left_numbers, left_eye_numbers()),
            measure_one(face, right_numbers, right_eye_numbers())};
}

} // namespace tucai::measure
