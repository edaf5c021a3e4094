#include "measure/noise.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr int block = 8;

/// Sum of |L * luma| over a block, L the mask whose answer to noise of sigma 1 has sigma 1.
double response(const base::View& picture, int x0, int y0)
{
    double sum = 0;
    float rows[3][block + 2];
    const auto load = [&](int y, float* out) {
        const auto* p = picture.row(y) + static_cast<std::ptrdiff_t>(x0 - 1) * 3;
        for (int x = 0; x < block + 2; ++x, p += 3)
            out[x] = 0.299F * p[0] + 0.587F * p[1] + 0.114F * p[2];
    };
    load(y0 - 1, rows[0]);
    load(y0, rows[1]);
    for (int y = 0; y < block; ++y) {
        load(y0 + y + 1, rows[(y + 2) % 3]);
        const float* a = rows[y % 3];
        const float* b = rows[(y + 1) % 3];
        const float* c = rows[(y + 2) % 3];
        for (int x = 1; x <= block; ++x)
            sum += std::abs((a[x - 1] - 2 * a[x] + a[x + 1]) - 2 * (b[x - 1] - 2 * b[x] + b[x + 1]) +
                            (c[x - 1] - 2 * c[x] + c[x + 1])) /
                   6;
    }
    return sum;
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
    std::vector<double> sigmas;
    for (int y = y0; y + block <= y1; y += block)
        for (int x = x0; x + block <= x1; x += block) {
            const double cx = x + block / 2.0;
            const double cy = y + block / 2.0;
            if (is_inside(line, {cx, cy}))
                sigmas.push_back(response(face.picture, x, y) / (block * block) * 1.2533141373155001);
        }
    if (sigmas.size() < 20)
        return std::nullopt;
    const auto tenth = sigmas.begin() + static_cast<std::ptrdiff_t>(sigmas.size() / 10);
    std::nth_element(sigmas.begin(), tenth, sigmas.end());
    return *tenth;
}

} // namespace tucai::measure
