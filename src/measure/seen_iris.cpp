#include "measure/seen_iris.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace tucai::measure {
namespace {

struct EyePoints {
    std::size_t outer;
    std::size_t inner;
    std::size_t iris;
    std::array<std::size_t, 3> upper; ///< middle of the upper lid
    std::array<std::size_t, 3> lower;
};

constexpr EyePoints left_points = {33, 133, 468, {160, 159, 158}, {144, 145, 153}};
constexpr EyePoints right_points = {263, 362, 473, {387, 386, 385}, {373, 374, 380}};

// Lengths of the eye's width.
constexpr double column_half = 0.1;
constexpr double above = 0.25; ///< where the darkest is looked for: the iris, or the lashes of a shut eye
constexpr double below = 0.2;
constexpr double lid_margin = 0.05; ///< the mesh's lids lie within that
constexpr double skin_from = 0.12;  ///< below the lower lid: behind the lashes
constexpr double skin_to = 0.3;
constexpr double fine_step = 0.005;
/// Below so many levels between the darkest and the skin neither is what its name says.
constexpr double least_contrast = 8;

double mean_y(const Face& face, const std::array<std::size_t, 3>& numbers)
{
    return (face[numbers[0]].y + face[numbers[1]].y + face[numbers[2]].y) / 3;
}

/// The mean luma of each row of a column's part, from `top` on; rows beyond the picture are left out.
struct Column {
    int top = 0;
    std::vector<double> rows;

    /// At a height, between the middles of rows.
    double at(double y) const
    {
        const double place = std::clamp(y - 0.5 - top, 0.0, static_cast<double>(rows.size() - 1));
        const auto i = std::min(static_cast<std::size_t>(place), rows.size() - 1);
        const auto next = std::min(i + 1, rows.size() - 1);
        return rows[i] + (rows[next] - rows[i]) * (place - static_cast<double>(i));
    }
};

Column column_of(const Face& face, double middle, double half, double from, double to)
{
    const auto& picture = face.picture;
    const int left = std::clamp(static_cast<int>(std::floor(middle - half)), 0, picture.width - 1);
    const int right = std::clamp(static_cast<int>(std::floor(middle + half)), left, picture.width - 1);
    Column column{std::clamp(static_cast<int>(std::floor(from)), 0, picture.height - 1), {}};
    const int bottom = std::clamp(static_cast<int>(std::floor(to)), column.top, picture.height - 1);
    std::vector<int> luma(static_cast<std::size_t>(right - left + 1));
    for (int y = column.top; y <= bottom; ++y) {
        whole_luma(picture.row(y) + static_cast<std::ptrdiff_t>(left) * 3, right - left + 1, luma.data());
        double sum = 0;
        for (const int value : luma)
            sum += value;
        column.rows.push_back(sum / 256 / static_cast<double>(luma.size()));
    }
    return column;
}

double median_of(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double seen_of(const Face& face, const EyePoints& eye)
{
    const double dx = face[eye.inner].x - face[eye.outer].x;
    const double dy = face[eye.inner].y - face[eye.outer].y;
    const double width = std::max(std::hypot(dx, dy), 1e-6);
    const double upper = mean_y(face, eye.upper);
    const double lower = std::max(upper, mean_y(face, eye.lower));
    const double middle = face[eye.iris].x;
    const double half = column_half * width;
    const auto eyes = column_of(face, middle, half, upper - above * width, lower + below * width);
    const auto skin = column_of(face, middle, half, lower + skin_from * width, lower + skin_to * width);
    const double darkest = *std::min_element(eyes.rows.begin(), eyes.rows.end());
    const double bright = median_of(skin.rows);
    if (bright - darkest < least_contrast)
        return (lower - upper) / width;
    const double limit = (bright + darkest) / 2;
    int dark = 0;
    const double from = upper / width - lid_margin;
    const auto steps = static_cast<int>(((lower - upper) / width + 2 * lid_margin) / fine_step);
    for (int i = 0; i < steps; ++i)
        dark += eyes.at((from + (i + 0.5) * fine_step) * width) < limit ? 1 : 0;
    return dark * fine_step;
}

} // namespace

SeenIris measure_seen_iris(const Face& face)
{
    const auto lids = measure_eye_openings(face);
    const double left = seen_of(face, left_points);
    const double right = seen_of(face, right_points);
    return left <= right ? SeenIris{left, lids.left.region} : SeenIris{right, lids.right.region};
}

} // namespace tucai::measure
