#include "image/resample.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tucai::image {
namespace {

/// Which source pixels one new pixel lies on, along one axis.
struct Span {
    int first = 0;
    std::vector<float> weights; ///< sum 1
    float cover = 0;            ///< share inside the source
};

std::vector<Span> spans_of(int source_size, double scale, double shift, int target_size)
{
    std::vector<Span> spans(static_cast<std::size_t>(target_size));
    for (int i = 0; i < target_size; ++i) {
        auto& span = spans[static_cast<std::size_t>(i)];
        const double from = (i - shift) / scale;
        const double to = (i + 1 - shift) / scale;
        span.cover = static_cast<float>(
            std::max(0.0, std::min<double>(to, source_size) - std::max(from, 0.0)) / (to - from));
        // Past the border the border's pixel repeats.
        const double last = source_size;
        const double a = std::clamp(from, 0.0, last - 1);
        const double b = std::clamp(to, a + 1e-9, last);
        span.first = std::min(static_cast<int>(std::floor(a)), source_size - 1);
        const int end = std::clamp(static_cast<int>(std::ceil(b)), span.first + 1, source_size);
        double sum = 0;
        for (int x = span.first; x < end; ++x) {
            const double weight = std::max(0.0, std::min<double>(b, x + 1) - std::max<double>(a, x));
            span.weights.push_back(static_cast<float>(weight));
            sum += weight;
        }
        for (auto& weight : span.weights)
            weight = static_cast<float>(weight / sum);
    }
    return spans;
}

/// One source row shrunk across: `3 * spans.size()` floats.
void shrink_row(const std::uint8_t* row, const std::vector<Span>& spans, std::vector<float>& out)
{
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const std::uint8_t* pixel = row + static_cast<std::ptrdiff_t>(spans[i].first) * 3;
        float r = 0;
        float g = 0;
        float b = 0;
        for (const float weight : spans[i].weights) {
            r += weight * static_cast<float>(pixel[0]);
            g += weight * static_cast<float>(pixel[1]);
            b += weight * static_cast<float>(pixel[2]);
            pixel += 3;
        }
        out[3 * i] = r;
        out[3 * i + 1] = g;
        out[3 * i + 2] = b;
    }
}

/// Rows shrunk across, kept while neighbouring new rows still need them.
class RowCache {
public:
    RowCache(const Image& source, const std::vector<Span>& columns) : source_(source), columns_(columns) {}

    const std::vector<float>& row(int y)
    {
        auto& slot = slots_[static_cast<std::size_t>(y) % slots_.size()];
        if (slot.y != y) {
            slot.y = y;
            slot.values.resize(columns_.size() * 3);
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
    const std::vector<Span>& columns_;
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
        const auto& span = rows[static_cast<std::size_t>(y)];
        std::fill(sum.begin(), sum.end(), 0.5F);
        for (std::size_t k = 0; k < span.weights.size(); ++k) {
            const auto& row = cache.row(span.first + static_cast<int>(k));
            const float weight = span.weights[k];
            for (std::size_t i = 0; i < sum.size(); ++i)
                sum[i] += weight * row[i];
        }
        auto* to = out.image.row(y);
        for (std::size_t i = 0; i < sum.size(); ++i)
            to[i] = static_cast<std::uint8_t>(std::min(sum[i], 255.F));
        auto* cover = out.cover.row(y);
        for (int x = 0; x < width; ++x)
            cover[x] = span.cover * columns[static_cast<std::size_t>(x)].cover;
    }
    return out;
}

} // namespace tucai::image
