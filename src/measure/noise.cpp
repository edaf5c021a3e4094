#include "measure/noise.h"

#include "base/processor.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>

namespace tucai::measure {
namespace {

constexpr int block = 8;

/// Adds |L * luma| of the middle of three rows to `sums`; L is the mask whose answer to noise of sigma 1 has
/// sigma 6.
TUCAI_TWO_PROCESSORS
void add_answers(const std::array<const int*, 3>& rows, int count, int* sums)
{
    const auto [a, b, c] = rows;
    for (int x = 1; x + 1 < count; ++x)
        sums[x - 1] += std::abs((a[x - 1] - 2 * a[x] + a[x + 1]) - 2 * (b[x - 1] - 2 * b[x] + b[x + 1]) +
                                (c[x - 1] - 2 * c[x] + c[x + 1]));
}

/// Luma of three rows, of which the oldest gives its place to the next.
class ThreeRows {
public:
    ThreeRows(const base::View& picture, int first_x, int count)
        : picture_(picture), first_x_(first_x), count_(count)
    {
        for (auto& row : rows_)
            row.resize(static_cast<std::size_t>(count));
    }
    void load(int y)
    {
        std::rotate(rows_.begin(), rows_.begin() + 1, rows_.end());
        whole_luma(picture_.row(y) + static_cast<std::ptrdiff_t>(first_x_) * 3, count_, rows_[2].data());
    }
    /// Adds the answers of the middle row to `sums`, from its second pixel up to the last but one.
    void add_to(std::vector<int>& sums) const
    {
        add_answers({rows_[0].data(), rows_[1].data(), rows_[2].data()}, count_, sums.data());
    }

private:
    base::View picture_;
    int first_x_;
    int count_;
    std::array<std::vector<int>, 3> rows_;
};

/// The sigmas of the blocks of a box whose middles lie inside the line.
std::vector<double> sigmas_of(const base::View& picture, std::span<const base::Point> line, int x0, int y0,
                              int x1, int y1)
{
    std::vector<double> sigmas;
    const int columns = (x1 - x0) / block;
    if (columns < 1)
        return sigmas;
    ThreeRows rows(picture, x0 - 1, columns * block + 2);
    rows.load(y0 - 1);
    rows.load(y0);
    std::vector<int> sums(static_cast<std::size_t>(columns) * block);
    constexpr double root_half_pi = 1.2533141373155001;
    for (int y = y0; y + block <= y1; y += block) {
        std::fill(sums.begin(), sums.end(), 0);
        for (int row = y; row < y + block; ++row) {
            rows.load(row + 1);
            rows.add_to(sums);
        }
        for (int i = 0; i < columns; ++i) {
            if (!is_inside(line, {x0 + (i + 0.5) * block, y + block / 2.0}))
                continue;
            const auto first = sums.begin() + static_cast<std::ptrdiff_t>(i) * block;
            sigmas.push_back(std::accumulate(first, first + block, 0) / (256.0 * 6 * block * block) *
                             root_half_pi);
        }
    }
    return sigmas;
}

} // namespace

std::optional<double> measure_noise(const Face& face)
{
    const auto line = points_of(face.points, outline_numbers());
    const auto [left, right] =
        std::minmax_element(line.begin(), line.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    const auto [top, bottom] =
        std::minmax_element(line.begin(), line.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    const int x0 = std::max(1, static_cast<int>(left->x));
    const int y0 = std::max(1, static_cast<int>(top->y));
    const int x1 = std::min(face.picture.width - 1, static_cast<int>(right->x));
    const int y1 = std::min(face.picture.height - 1, static_cast<int>(bottom->y));
    auto sigmas = sigmas_of(face.picture, line, x0, y0, x1, y1);
    if (sigmas.size() < 20)
        return std::nullopt;
    const auto tenth = sigmas.begin() + static_cast<std::ptrdiff_t>(sigmas.size() / 10);
    std::nth_element(sigmas.begin(), tenth, sigmas.end());
    return *tenth;
}

} // namespace tucai::measure
