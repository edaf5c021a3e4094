#include "image/resample.h"

#include "base/processor.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

namespace tucai::image {
namespace {

/// Which source pixels the new pixels lie on, along one axis, with as many weights for each.
struct Spans {
    std::vector<int> first;
    std::vector<float> weights; ///< `taps` for each new pixel; they sum to 1
    std::vector<float> cover;   ///< share of each new pixel inside the source
    int taps = 0;

    const float* weights_of(int i) const { return weights.data() + static_cast<std::ptrdiff_t>(i) * taps; }
};

Spans spans_of(int source_size, double scale, double shift, int target_size)
{
    Spans spans;
    spans.taps = std::min(static_cast<int>(std::ceil(1 / scale)) + 1, source_size);
    const auto count = static_cast<std::size_t>(target_size);
    spans.first.resize(count);
    spans.cover.resize(count);
    spans.weights.assign(count * static_cast<std::size_t>(spans.taps), 0.F);
    for (int i = 0; i < target_size; ++i) {
        const double from = (i - shift) / scale;
        const double to = (i + 1 - shift) / scale;
        spans.cover[static_cast<std::size_t>(i)] = static_cast<float>(
            std::max(0.0, std::min<double>(to, source_size) - std::max(from, 0.0)) / (to - from));
        // Past the border the border's pixel repeats.
        const double a = std::clamp(from, 0.0, source_size - 1.0);
        const double b = std::clamp(to, a + 1e-9, static_cast<double>(source_size));
        const int first = std::clamp(static_cast<int>(std::floor(a)), 0, source_size - spans.taps);
        spans.first[static_cast<std::size_t>(i)] = first;
        for (int k = 0; k < spans.taps; ++k) {
            const double weight =
                std::max(0.0, std::min<double>(b, first + k + 1) - std::max<double>(a, first + k));
            spans.weights[static_cast<std::size_t>(i) * static_cast<std::size_t>(spans.taps) +
                          static_cast<std::size_t>(k)] = static_cast<float>(weight / (b - a));
        }
    }
    return spans;
}

TUCAI_TWO_PROCESSORS
void add_bytes(const std::uint8_t* from, std::size_t count, float weight, float* to)
{
    for (std::size_t i = 0; i < count; ++i)
        to[i] += weight * static_cast<float>(from[i]);
}

/// Weighted sum of some source rows, between two of their bytes.
void sum_rows(const Image& source, int first, std::span<const float> weights, std::size_t from,
              std::size_t to, std::vector<float>& sum)
{
    std::fill(sum.begin() + static_cast<std::ptrdiff_t>(from), sum.begin() + static_cast<std::ptrdiff_t>(to),
              0.F);
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const float weight = weights[k];
        if (weight == 0)
            continue;
        add_bytes(source.row(first + static_cast<int>(k)) + from, to - from, weight, sum.data() + from);
    }
}

/// Four numbers that are worked on at once; the last of them belongs to the next pixel and is not used.
struct Four {
    using Lanes [[gnu::vector_size(16)]] = float;
    Lanes lanes;
    static Four from(const float* values)
    {
        Four four{};
        std::memcpy(&four.lanes, values, sizeof four.lanes);
        return four;
    }
};

/// One row of floats shrunk across, rounded to bytes. The row has one number more than its pixels need.
void shrink_row(const std::vector<float>& row, const Spans& spans, std::uint8_t* out)
{
    const int taps = spans.taps;
    for (std::size_t i = 0; i < spans.first.size(); ++i) {
        const float* pixel = row.data() + static_cast<std::ptrdiff_t>(spans.first[i]) * 3;
        const float* weights = spans.weights_of(static_cast<int>(i));
        Four sum{{0.5F, 0.5F, 0.5F, 0.5F}};
        for (int k = 0; k < taps; ++k)
            sum.lanes += weights[k] * Four::from(pixel + 3 * k).lanes;
        for (std::size_t c = 0; c < 3; ++c)
            out[3 * i + c] = static_cast<std::uint8_t>(std::min(sum.lanes[c], 255.F));
    }
}

/// Sources of 120 px are framed too, to say what is wrong with them; no photo is made of what was scaled up.
constexpr double most_scale = 16;

} // namespace

Result<Resampled> resample(const Image& source, const base::Transform& to_target, int width, int height)
{
    const double scale = to_target.scale;
    if (source.width < 1 || source.height < 1 || width < 1 || height < 1 || !(scale > 1e-4) ||
        !(scale <= most_scale) || !std::isfinite(to_target.tx) || !std::isfinite(to_target.ty))
        return fail(ErrorCode::InvalidInput, "A picture can be carried by a scale of 0.0001 to 16 only.");
    const auto columns = spans_of(source.width, scale, to_target.tx, width);
    const auto rows = spans_of(source.height, scale, to_target.ty, height);
    Resampled out{Image(width, height), Plane(width, height)};
    // Rows first: that part runs over neighbouring bytes, and leaves fewer rows for the other.
    const std::size_t from = static_cast<std::size_t>(columns.first.front()) * 3;
    const std::size_t to = static_cast<std::size_t>(columns.first.back() + columns.taps) * 3;
    std::vector<float> sum(static_cast<std::size_t>(source.width) * 3 + 1);
    for (int y = 0; y < height; ++y) {
        const std::span<const float> weights(rows.weights_of(y), static_cast<std::size_t>(rows.taps));
        sum_rows(source, rows.first[static_cast<std::size_t>(y)], weights, from, to, sum);
        shrink_row(sum, columns, out.image.row(y));
        auto* cover = out.cover.row(y);
        for (int x = 0; x < width; ++x)
            cover[x] = rows.cover[static_cast<std::size_t>(y)] * columns.cover[static_cast<std::size_t>(x)];
    }
    return out;
}

} // namespace tucai::image
