#include "measure/compression.h"

#include "base/processor.h"
#include "measure/scaled_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace tucai::measure {
namespace {

/// Luma of the face's box, whole numbers: enough for steps, and quick.
struct LumaBox {
    int width = 0;
    int height = 0;
    std::vector<int> values; ///< 0..255
    const int* row(int y) const { return values.data() + static_cast<std::ptrdiff_t>(y) * width; }
};

LumaBox luma_box(const Face& face)
{
    const auto line = points_of(face.points, outline_numbers());
    const auto [left, right] =
        std::minmax_element(line.begin(), line.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    const auto [top, bottom] =
        std::minmax_element(line.begin(), line.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    const int x0 = std::max(0, static_cast<int>(left->x));
    const int y0 = std::max(0, static_cast<int>(top->y));
    LumaBox box;
    box.width = std::max(0, std::min(face.picture.width, static_cast<int>(right->x)) - x0);
    box.height = std::max(0, std::min(face.picture.height, static_cast<int>(bottom->y)) - y0);
    box.values.resize(static_cast<std::size_t>(box.width) * static_cast<std::size_t>(box.height));
    for (int y = 0; y < box.height; ++y)
        whole_luma(face.picture.row(y0 + y) + static_cast<std::ptrdiff_t>(x0) * 3, box.width,
                   box.values.data() + static_cast<std::ptrdiff_t>(y) * box.width);
    for (auto& value : box.values)
        value >>= 8;
    return box;
}

/// How much the greatest phase stands out of the others; `steps` holds twice the mean step of each.
double standing_out(std::vector<double> steps)
{
    std::sort(steps.begin(), steps.end());
    const double usual = steps[(steps.size() - 1) / 2];
    constexpr double least = 0.6; // steps that nobody sees: smooth skin must not make a grid of nothing
    return (steps.back() + least) / (usual + least);
}

/// A step that no slope explains: |a - 3 b + 3 c - d| / 2 over four pixels in a row, the step lying between b
/// and c. Steps above 8 are edges of the face, not of blocks in its skin.
int step(int a, int b, int c, int d)
{
    return std::min(std::abs(a - 3 * b + 3 * c - d), 16);
}

/// Adds the steps along a row to the sums of their columns.
TUCAI_TWO_PROCESSORS
void add_across(const int* row, int width, int* sums)
{
    for (int x = 2; x + 1 < width; ++x)
        sums[x] += step(row[x - 2], row[x - 1], row[x], row[x + 1]);
}

/// The sum of the steps from row to row.
TUCAI_TWO_PROCESSORS
int sum_along(const std::array<const int*, 4>& rows, int width)
{
    const auto [far, near, here, next] = rows;
    int sum = 0;
    for (int x = 2; x + 1 < width; ++x)
        sum += step(far[x], near[x], here[x], next[x]);
    return sum;
}

/// The mean step of each phase of the grid; `sums` holds, of each column, the sum of `count` steps. The
/// outermost columns have none.
std::vector<double> means_of_phases(const std::vector<int>& sums, int block, int count)
{
    std::vector<double> means(static_cast<std::size_t>(block));
    std::vector<double> columns(means.size());
    for (std::size_t i = 2; i + 1 < sums.size(); ++i) {
        means[i % means.size()] += sums[i];
        columns[i % means.size()] += count;
    }
    for (std::size_t i = 0; i < means.size(); ++i)
        means[i] /= std::max(columns[i], 1.0);
    return means;
}

/// The mean step of each column or row that has any, levels.
std::vector<double> mean_steps(const std::vector<int>& sums, int count)
{
    std::vector<double> means;
    means.reserve(sums.size());
    for (std::size_t i = 2; i + 1 < sums.size(); ++i)
        means.push_back(sums[i] / (2.0 * count));
    return means;
}

} // namespace

std::optional<Compression> measure_compression(const Face& face, double block_px)
{
    const int block = static_cast<int>(std::lround(block_px));
    if (block < 4 || block > 64 || std::abs(block - block_px) > 1e-6)
        return std::nullopt;
    const auto box = luma_box(face);
    if (box.width < 4 * block || box.height < 4 * block)
        return std::nullopt;
    // Sums of whole columns and rows first: plain loops over neighbours, then the few phases.
    std::vector<int> columns(static_cast<std::size_t>(box.width));
    std::vector<int> rows(static_cast<std::size_t>(box.height));
    for (int y = 2; y + 1 < box.height; ++y) {
        add_across(box.row(y), box.width, columns.data());
        rows[static_cast<std::size_t>(y)] =
            sum_along({box.row(y - 2), box.row(y - 1), box.row(y), box.row(y + 1)}, box.width);
    }
    const auto across = means_of_phases(columns, block, box.height - 3);
    const auto down = means_of_phases(rows, block, box.width - 3);
    const auto grid =
        find_scaled_grid(mean_steps(columns, box.height - 3), mean_steps(rows, box.width - 3), block);
    return Compression{(standing_out(across) + standing_out(down)) / 2, grid.strength};
}

} // namespace tucai::measure
