#include "measure/compression.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tucai::measure {
namespace {

/// Luma of the face's box, whole numbers: enough for steps, and quick.
struct LumaBox {
    int width = 0;
    int height = 0;
    std::vector<int> values; ///< 0..255
    int at(int x, int y) const
    {
        return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
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
    box.values.reserve(static_cast<std::size_t>(box.width) * static_cast<std::size_t>(box.height));
    for (int y = 0; y < box.height; ++y) {
        const auto* p = face.picture.row(y0 + y) + static_cast<std::ptrdiff_t>(x0) * 3;
        for (int x = 0; x < box.width; ++x, p += 3)
            box.values.push_back((77 * p[0] + 150 * p[1] + 29 * p[2]) >> 8);
    }
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

} // namespace

std::optional<double> measure_blockiness(const Face& face, double block_px)
{
    const int block = static_cast<int>(std::lround(block_px));
    if (block < 4 || block > 64 || std::abs(block - block_px) > 1e-6)
        return std::nullopt;
    const auto box = luma_box(face);
    if (box.width < 4 * block || box.height < 4 * block)
        return std::nullopt;
    std::vector<double> across(static_cast<std::size_t>(block));
    std::vector<double> down(across.size());
    std::vector<double> counts_across(across.size());
    std::vector<double> counts_down(across.size());
    for (int y = 2; y + 1 < box.height; ++y)
        for (int x = 2; x + 1 < box.width; ++x) {
            const auto i = static_cast<std::size_t>(x % block);
            const auto j = static_cast<std::size_t>(y % block);
            across[i] += step(box.at(x - 2, y), box.at(x - 1, y), box.at(x, y), box.at(x + 1, y));
            down[j] += step(box.at(x, y - 2), box.at(x, y - 1), box.at(x, y), box.at(x, y + 1));
            ++counts_across[i];
            ++counts_down[j];
        }
    for (std::size_t i = 0; i < across.size(); ++i) {
        across[i] /= std::max(counts_across[i], 1.0);
        down[i] /= std::max(counts_down[i], 1.0);
    }
    return (standing_out(across) + standing_out(down)) / 2;
}

} // namespace tucai::measure
