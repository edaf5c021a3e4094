#include "image/resample.h"

#include <algorithm>
#include <cmath>
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

/// One source row shrunk across: `3 * columns` floats.
void shrink_row(const std::uint8_t* row, const Spans& spans, std::vector<float>& out)
{
    const int taps = spans.taps;
    for (std::size_t i = 0; i < spans.first.size(); ++i) {
        const std::uint8_t* pixel = row + static_cast<std::ptrdiff_t>(spans.first[i]) * 3;
        const float* weights = spans.weights_of(static_cast<int>(i));
        float r = 0;
        float g = 0;
        float b = 0;
        for (int k = 0; k < taps; ++k) {
            r += weights[k] * static_cast<float>(pixel[3 * k]);
            g += weights[k] * static_cast<float>(pixel[3 * k + 1]);
            b += weights[k] * static_cast<float>(pixel[3 * k + 2]);
        }
        out[3 * i] = r;
        out[3 * i + 1] = g;
        out[3 * i + 2] = b;
    }
}

/// Rows shrunk across, kept while neighbouring new rows still need them.
class RowCache {
public:
    RowCache(const Image& source, const Spans& columns) : source_(source), columns_(columns) {}

    const std::vector<float>& row(int y)
    {
        auto& slot = slots_[static_cast<std::size_t>(y) % slots_.size()];
        if (slot.y != y) {
            slot.y = y;
            slot.values.resize(columns_.first.size() * 3);
            shrink_row(source_.row(y), columns_, slot.values);
        }
        return slot.values;
    }

private:
    struct Slot {
        int y = -1;
        std::vector<float> values;
    };
    const Image& source_;
    const Spans& columns_;
    std::vector<Slot> slots_{4};
};

} // namespace

Result<Resampled> resample(const Image& source, const base::Transform& to_target, int width, int height)
{
    const double scale = to_target.scale;
    if (source.width < 1 || source.height < 1 || width < 1 || height < 1 || !(scale > 1e-4) ||
        !(scale <= 4) || !std::isfinite(to_target.tx) || !std::isfinite(to_target.ty))
        return fail(ErrorCode::InvalidInput, "A picture can be carried by a scale of 0.0001 to 4 only.");
    const auto columns = spans_of(source.width, scale, to_target.tx, width);
    const auto rows = spans_of(source.height, scale, to_target.ty, height);
    Resampled out{Image(width, height), Plane(width, height)};
    RowCache cache(source, columns);
    std::vector<float> sum(static_cast<std::size_t>(width) * 3);
    for (int y = 0; y < height; ++y) {
        std::fill(sum.begin(), sum.end(), 0.5F);
        for (int k = 0; k < rows.taps; ++k) {
            const float weight = rows.weights_of(y)[k];
            if (weight == 0)
                continue;
            const auto& row = cache.row(rows.first[static_cast<std::size_t>(y)] + k);
            for (std::size_t i = 0; i < sum.size(); ++i)
                sum[i] += weight * row[i];
        }
        auto* to = out.image.row(y);
        for (std::size_t i = 0; i < sum.size(); ++i)
            to[i] = static_cast<std::uint8_t>(std::min(sum[i], 255.F));
        auto* cover = out.cover.row(y);
        for (int x = 0; x < width; ++x)
            cover[x] = rows.cover[static_cast<std::size_t>(y)] * columns.cover[static_cast<std::size_t>(x)];
    }
    return out;
}

} // namespace tucai::image
