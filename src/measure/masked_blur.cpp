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

/// The same over three pixels: each by itself, so that a processor takes many at once.
void sum_three(const Plane& from, Plane& to)
{
    const int w = from.width;
    for (int y = 0; y < from.height; ++y) {
        const float* in = from.row(y);
        float* out = to.row(y);
        for (int x = 1; x + 1 < w; ++x)
            out[x] = in[x - 1] + in[x] + in[x + 1];
        out[0] = in[0] + (w > 1 ? in[1] : 0);
        out[w - 1] = in[w - 1] + (w > 1 ? in[w - 2] : 0);
    }
}

/// Along columns, whole rows at a time.
void sum_columns(const Plane& from, Plane& to, int radius)
{
    const int w = from.width;
    const int h = from.height;
    for (int y = 0; y < h; ++y) {
        float* out = to.row(y);
        std::fill(out, out + w, 0.F);
        for (int v = std::max(0, y - radius); v <= std::min(h - 1, y + radius); ++v) {
            const float* row = from.row(v);
            for (int x = 0; x < w; ++x)
                out[x] += row[x];
        }
    }
}

/// Three boxes whose variances add up to the bell's.
void blur(Plane& plane, double sigma_px)
{
    const int radius =
        std::max(1, static_cast<int>(std::lround((std::sqrt(4 * sigma_px * sigma_px + 1) - 1) / 2)));
    Plane other(plane.width, plane.height);
    for (int i = 0; i < 3; ++i) {
        if (radius == 1)
            sum_three(plane, other);
        else
            sum_rows(plane, other, radius);
        sum_columns(other, plane, radius);
    }
}

/// Sums of the marked pixels, and how many, in blocks of `step` pixels.
struct Blocks {
    Plane sum;
    Plane count;
};

Blocks blocks_of(const Plane& plane, const Flags& marked, int step)
{
    const int w = (plane.width + step - 1) / step;
    const int h = (plane.height + step - 1) / step;
    Blocks blocks{Plane(w, h), Plane(w, h)};
    for (int y = 0; y < plane.height; ++y) {
        float* sum = blocks.sum.row(y / step);
        float* count = blocks.count.row(y / step);
        for (int x = 0; x < plane.width; ++x) {
            const float is_marked = marked.row(y)[x] != 0 ? 1.F : 0.F;
            sum[x / step] += is_marked * plane.row(y)[x];
            count[x / step] += is_marked;
        }
    }
    return blocks;
}

/// Between the middles of the blocks.
Plane spread(const Plane& small, int step, int width, int height)
{
    Plane out(width, height);
    const auto place = [step](int i, int length, int& first, float& part) {
        const float at = std::clamp((static_cast<float>(i) + 0.5F) / static_cast<float>(step) - 0.5F, 0.F,
                                    static_cast<float>(length - 1));
        first = std::min(static_cast<int>(at), std::max(0, length - 2));
        part = length > 1 ? at - static_cast<float>(first) : 0.F;
    };
    std::vector<int> firsts(static_cast<std::size_t>(width));
    std::vector<float> parts(static_cast<std::size_t>(width));
    for (int x = 0; x < width; ++x)
        place(x, small.width, firsts[static_cast<std::size_t>(x)], parts[static_cast<std::size_t>(x)]);
    const int beside = small.width > 1 ? 1 : 0;
    for (int y = 0; y < height; ++y) {
        int v = 0;
        float down = 0;
        place(y, small.height, v, down);
        const float* upper = small.row(v);
        const float* lower = small.row(std::min(v + 1, small.height - 1));
        for (int x = 0; x < width; ++x) {
            const int u = firsts[static_cast<std::size_t>(x)];
            const float across = parts[static_cast<std::size_t>(x)];
            const float above = upper[u] + across * (upper[u + beside] - upper[u]);
            const float below = lower[u] + across * (lower[u + beside] - lower[u]);
            out.row(y)[x] = above + down * (below - above);
        }
    }
    return out;
}

} // namespace

Plane masked_blur(const Plane& plane, const Flags& marked, double sigma_px)
{
    // A wide blur leaves nothing that a third of its width could not hold.
    const int step = std::max(1, static_cast<int>(sigma_px / 3));
    auto blocks = blocks_of(plane, marked, step);
    blur(blocks.sum, sigma_px / step);
    blur(blocks.count, sigma_px / step);
    for (std::size_t i = 0; i < blocks.sum.values.size(); ++i) {
        const float count = blocks.count.values[i];
        blocks.sum.values[i] = count > 0.5F ? blocks.sum.values[i] / count : 0.F;
    }
    return step == 1 ? std::move(blocks.sum) : spread(blocks.sum, step, plane.width, plane.height);
}

} // namespace tucai::measure
