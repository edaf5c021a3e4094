#include "measure/pixels.h"

#include "base/processor.h"

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

/// The columns of the source that any tap takes, kept inside the picture.
struct Columns {
    int first = 0;
    int count = 0;
};

Columns columns_of(const std::vector<Taps>& taps, int width)
{
    const auto& last = taps.back();
    const int first = std::clamp(taps.front().first, 0, width - 1);
    const int end = std::clamp(last.first + static_cast<int>(last.weights.size()), first + 1, width);
    return {first, end - first};
}

/// Adds a source row, so many times, to a row of sums: plain loops that a processor takes many at once.
TUCAI_TWO_PROCESSORS
void add_row(const std::uint8_t* from, float weight, std::vector<float>& sum)
{
    float* to = sum.data();
    const std::size_t length = sum.size();
    for (std::size_t i = 0; i < length; ++i)
        to[i] += weight * static_cast<float>(from[i]);
}

/// A row of sums, which begins at `columns.first`, scaled along x and rounded.
void scale_row(const std::vector<float>& sum, const Columns& columns, const std::vector<Taps>& taps,
               std::uint8_t* out)
{
    const auto rounded = [](float value) {
        return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.F, 255.F));
    };
    for (const auto& tap : taps) {
        float red = 0;
        float green = 0;
        float blue = 0;
        const int first = tap.first - columns.first;
        const int count = static_cast<int>(tap.weights.size());
        const bool is_inside = first >= 0 && first + count <= columns.count;
        for (int k = 0; k < count; ++k) {
            const int at = is_inside ? first + k : std::clamp(first + k, 0, columns.count - 1);
            const float* pixel = sum.data() + static_cast<std::ptrdiff_t>(at) * 3;
            const float weight = tap.weights[static_cast<std::size_t>(k)];
            red += weight * pixel[0];
            green += weight * pixel[1];
            blue += weight * pixel[2];
        }
        *out++ = rounded(red);
        *out++ = rounded(green);
        *out++ = rounded(blue);
    }
}

TUCAI_TWO_PROCESSORS
void luma_row(const std::uint8_t* rgb, int count, float* luma)
{
    for (int i = 0; i < count; ++i)
        luma[i] = 0.299F * rgb[3 * i] + 0.587F * rgb[3 * i + 1] + 0.114F * rgb[3 * i + 2];
}

} // namespace

Pixels cut_out(const base::View& picture, const base::Box& part, int width_px, int height_px)
{
    const auto across = taps_of(part.x, part.width, width_px);
    const auto down = taps_of(part.y, part.height, height_px);
    Pixels out{width_px, height_px, {}};
    const std::size_t length = static_cast<std::size_t>(width_px) * 3;
    out.rgb.resize(length * static_cast<std::size_t>(height_px));
    const auto columns = columns_of(across, picture.width);
    std::vector<float> sum(static_cast<std::size_t>(columns.count) * 3);
    for (int y = 0; y < height_px; ++y) {
        std::fill(sum.begin(), sum.end(), 0.F);
        int from = down[static_cast<std::size_t>(y)].first;
        for (const float weight : down[static_cast<std::size_t>(y)].weights)
            add_row(picture.row(std::clamp(from++, 0, picture.height - 1)) +
                        static_cast<std::ptrdiff_t>(columns.first) * 3,
                    weight, sum);
        scale_row(sum, columns, across, out.rgb.data() + static_cast<std::size_t>(y) * length);
    }
    return out;
}

Plane luma_of(const base::View& rgb)
{
    Plane plane(rgb.width, rgb.height);
    for (int y = 0; y < rgb.height; ++y)
        luma_row(rgb.row(y), rgb.width, plane.row(y));
    return plane;
}

TUCAI_TWO_PROCESSORS
void whole_luma(const std::uint8_t* rgb, int count, int* luma)
{
    for (int i = 0; i < count; ++i)
        luma[i] = 77 * rgb[3 * i] + 150 * rgb[3 * i + 1] + 29 * rgb[3 * i + 2];
}

} // namespace tucai::measure
