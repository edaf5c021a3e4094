#include "measure/pixels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tucai::measure {
namespace {

/// What one target pixel takes of the source, along one axis.
struct Taps {
    int first = 0; ///< may lie outside; clamped when used
    std::vector<float> weights;
};

float catmull_rom(double t)
{
    t = std::abs(t);
    if (t < 1)
        return static_cast<float>(1.5 * t * t * t - 2.5 * t * t + 1);
    return t < 2 ? static_cast<float>(-0.5 * t * t * t + 2.5 * t * t - 4 * t + 2) : 0.F;
}

Taps growing_taps(double centre)
{
    Taps taps;
    taps.first = static_cast<int>(std::floor(centre - 0.5)) - 1;
    for (int k = 0; k < 4; ++k)
        taps.weights.push_back(catmull_rom(centre - (taps.first + k + 0.5)));
    return taps;
}

Taps shrinking_taps(double from, double to)
{
    Taps taps;
    taps.first = static_cast<int>(std::floor(from));
    const int end = std::max(taps.first + 1, static_cast<int>(std::ceil(to)));
    for (int i = taps.first; i < end; ++i)
        taps.weights.push_back(
            static_cast<float>((std::min<double>(i + 1, to) - std::max<double>(i, from)) / (to - from)));
    return taps;
}

std::vector<Taps> taps_of(double origin, double length, int count)
{
    std::vector<Taps> all;
    all.reserve(static_cast<std::size_t>(count));
    const double step = length / count;
    for (int i = 0; i < count; ++i)
        all.push_back(step > 1 ? shrinking_taps(origin + i * step, origin + (i + 1) * step)
                               : growing_taps(origin + (i + 0.5) * step));
    return all;
}

/// One source row, scaled along x: `count` times three floats.
void scale_row(const std::uint8_t* row, int width, const std::vector<Taps>& taps, float* out)
{
    for (const auto& tap : taps) {
        std::array<float, 3> sum{};
        const bool is_inside = tap.first >= 0 && tap.first + static_cast<int>(tap.weights.size()) <= width;
        if (is_inside) {
            const auto* pixel = row + static_cast<std::ptrdiff_t>(tap.first) * 3;
            for (const float weight : tap.weights) {
                sum[0] += weight * pixel[0];
                sum[1] += weight * pixel[1];
                sum[2] += weight * pixel[2];
                pixel += 3;
            }
            *out++ = sum[0];
            *out++ = sum[1];
            *out++ = sum[2];
            continue;
        }
        int x = tap.first;
        for (const float weight : tap.weights) {
            const auto* pixel = row + static_cast<std::ptrdiff_t>(std::clamp(x++, 0, width - 1)) * 3;
            sum[0] += weight * pixel[0];
            sum[1] += weight * pixel[1];
            sum[2] += weight * pixel[2];
        }
        *out++ = sum[0];
        *out++ = sum[1];
        *out++ = sum[2];
    }
}

} // namespace

Pixels cut_out(const base::View& picture, const base::Box& part, int width_px, int height_px)
{
    const auto across = taps_of(part.x, part.width, width_px);
    const auto down = taps_of(part.y, part.height, height_px);
    Pixels out{width_px, height_px, {}};
    const std::size_t length = static_cast<std::size_t>(width_px) * 3;
    out.rgb.resize(length * static_cast<std::size_t>(height_px));
    // Scaled rows are kept as long as the next target row needs them: a ring of the most taps that there are.
    std::size_t most = 1;
    for (const auto& tap : down)
        most = std::max(most, tap.weights.size());
    std::vector<float> ring(most * length);
    std::vector<int> held(most, -1);
    std::vector<float> sum(length);
    for (int y = 0; y < height_px; ++y) {
        std::fill(sum.begin(), sum.end(), 0.F);
        const auto& tap = down[static_cast<std::size_t>(y)];
        for (std::size_t k = 0; k < tap.weights.size(); ++k) {
            const int from = std::clamp(tap.first + static_cast<int>(k), 0, picture.height - 1);
            const std::size_t slot = static_cast<std::size_t>(from) % most;
            if (held[slot] != from) {
                scale_row(picture.row(from), picture.width, across, ring.data() + slot * length);
                held[slot] = from;
            }
            const float* row = ring.data() + slot * length;
            for (std::size_t i = 0; i < length; ++i)
                sum[i] += tap.weights[k] * row[i];
        }
        for (std::size_t i = 0; i < length; ++i)
            out.rgb[static_cast<std::size_t>(y) * length + i] =
                static_cast<std::uint8_t>(std::clamp(sum[i] + 0.5F, 0.F, 255.F));
    }
    return out;
}

Plane luma_of(const base::View& rgb)
{
    Plane plane(rgb.width, rgb.height);
    for (int y = 0; y < rgb.height; ++y) {
        const auto* pixel = rgb.row(y);
        float* out = plane.row(y);
        for (int x = 0; x < rgb.width; ++x, pixel += 3)
            out[x] = 0.299F * pixel[0] + 0.587F * pixel[1] + 0.114F * pixel[2];
    }
    return plane;
}

} // namespace tucai::measure
