#include "measure/masked_blur.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

/// Sums over 2 radius + 1 pixels along rows; beyond the rim lies nothing.
void sum_rows(const Plane& from, Plane& to, int radius)
{
    const int w = from.width;
    for (int y = 0; y < from.height; ++y) {
        const float* in = from.row(y);
        float* out = to.row(y);
        double sum = 0;
        for (int x = 0; x < std::min(radius, w); ++x)
            sum += in[x];
        for (int x = 0; x < w; ++x) {
            if (x + radius < w)
                sum += in[x + radius];
            if (x - radius - 1 >= 0)
                sum -= in[x - radius - 1];
            out[x] = static_cast<float>(sum);
        }
    }
}

/// The same along columns, whole rows at a time.
void sum_columns(const Plane& from, Plane& to, int radius)
{
    const int w = from.width;
    const int h = from.height;
    std::vector<double> sum(static_cast<std::size_t>(w), 0);
    const auto add = [&](int y, double sign) {
        const float* row = from.row(y);
        for (int x = 0; x < w; ++x)
            sum[static_cast<std::size_t>(x)] += sign * row[x];
    };
    for (int y = 0; y < std::min(radius, h); ++y)
        add(y, 1);
    for (int y = 0; y < h; ++y) {
        if (y + radius < h)
            add(y + radius, 1);
        if (y - radius - 1 >= 0)
            add(y - radius - 1, -1);
        for (int x = 0; x < w; ++x)
            to.row(y)[x] = static_cast<float>(sum[static_cast<std::size_t>(x)]);
    }
}

/// Three boxes whose variances add up to the bell's.
void blur(Plane& plane, double sigma_px)
{
    const int radius =
        std::max(1, static_cast<int>(std::lround((std::sqrt(4 * sigma_px * sigma_px + 1) - 1) / 2)));
    const int rounds = sigma_px < 1.2 ? 2 : 3;
    Plane other(plane.width, plane.height);
    for (int i = 0; i < rounds; ++i) {
        sum_rows(plane, other, radius);
        sum_columns(other, plane, radius);
    }
}

} // namespace

Plane masked_blur(const Plane& plane, const Flags& marked, double sigma_px)
{
    Plane sum(plane.width, plane.height);
    Plane weight(plane.width, plane.height);
    for (int y = 0; y < plane.height; ++y)
        for (int x = 0; x < plane.width; ++x) {
            const bool is_marked = marked.row(y)[x] != 0;
            weight.row(y)[x] = is_marked ? 1.F : 0.F;
            sum.row(y)[x] = is_marked ? plane.row(y)[x] : 0.F;
        }
    blur(sum, sigma_px);
    blur(weight, sigma_px);
    for (std::size_t i = 0; i < sum.values.size(); ++i)
        sum.values[i] = weight.values[i] > 0.5F ? sum.values[i] / weight.values[i] : 0.F;
    return sum;
}

} // namespace tucai::measure
