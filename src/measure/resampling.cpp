#include "measure/resampling.h"

#include "measure/pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <vector>

namespace tucai::measure {
namespace {

constexpr int bands = 16;
constexpr int most_side_px = 768;
constexpr std::size_t points = 1024; ///< of the transform; lines are shorter and padded with zeros
constexpr double pi = 3.14159265358979323846;

using Line = std::vector<double>;
using Lines = std::vector<Line>;
using Spectrum = std::array<std::complex<double>, points>;
using Power = std::array<double, points / 2>;

/// The middle of a picture: three quarters of its width, three fifths of its height, where the person is.
base::View middle_of(const base::View& picture)
{
    const int width = std::min(picture.width * 3 / 4, most_side_px);
    const int height = std::min(picture.height * 3 / 5, most_side_px);
    // From a multiple of 8, so that the blocks of JPEG keep their phase.
    const int left = (picture.width - width) / 16 * 8;
    const int top = (picture.height - height) / 16 * 8;
    return {picture.row(top) + std::ptrdiff_t{3} * left, width, height, picture.stride_bytes, picture.format};
}

/// Edges would outweigh all else: they are cut off here.
float bend(float before, float here, float after)
{
    constexpr float most = 12; // coded units
    return std::min(std::abs(2 * here - before - after), most);
}

/// For each band of rows the mean bend along x, by column.
Lines lines_across(const Plane& luma)
{
    const int rows = luma.height / bands;
    Lines lines(bands, Line(static_cast<std::size_t>(luma.width) - 2, 0));
    std::vector<float> sums(static_cast<std::size_t>(luma.width) - 2);
    for (int band = 0; band < bands; ++band) {
        std::fill(sums.begin(), sums.end(), 0.F);
        for (int y = band * rows; y < (band + 1) * rows; ++y) {
            const float* row = luma.row(y);
            float* sum = sums.data();
            for (int x = 0; x + 2 < luma.width; ++x)
                sum[x] += bend(row[x], row[x + 1], row[x + 2]);
        }
        for (std::size_t x = 0; x < sums.size(); ++x)
            lines[static_cast<std::size_t>(band)][x] = sums[x] / static_cast<float>(rows);
    }
    return lines;
}

/// The sum over the columns from..end - 1, eight sums at once: an order of adding that processors like.
float sum_of_bends(const std::array<const float*, 3>& rows, int from, int end)
{
    const auto [above, here, below] = rows;
    std::array<float, 8> sums{};
    int x = from;
    for (; x + 8 <= end; x += 8)
        for (int k = 0; k < 8; ++k)
            sums[static_cast<std::size_t>(k)] += bend(above[x + k], here[x + k], below[x + k]);
    float sum = 0;
    for (; x < end; ++x)
        sum += bend(above[x], here[x], below[x]);
    for (const float part : sums)
        sum += part;
    return sum;
}

/// For each band of columns the mean bend along y, by row.
Lines lines_down(const Plane& luma)
{
    const int columns = luma.width / bands;
    Lines lines(bands, Line(static_cast<std::size_t>(luma.height) - 2, 0));
    for (int y = 0; y + 2 < luma.height; ++y) {
        const float* above = luma.row(y);
        const float* here = luma.row(y + 1);
        const float* below = luma.row(y + 2);
        for (int band = 0; band < bands; ++band)
            lines[static_cast<std::size_t>(band)][static_cast<std::size_t>(y)] =
                sum_of_bends({above, here, below}, band * columns, (band + 1) * columns) /
                static_cast<float>(columns);
    }
    return lines;
}

/// Takes what changes slowly out of a line, brings it to one height, and fades it at its ends.
Line flattened(const Line& line, const Line& fades)
{
    constexpr double floor = 0.1;
    constexpr std::ptrdiff_t radius = 10;
    const auto size = static_cast<std::ptrdiff_t>(line.size());
    Line logs(line.size());
    for (std::size_t i = 0; i < logs.size(); ++i)
        logs[i] = std::log(line[i] + floor);
    const auto at = [&](std::ptrdiff_t i) { // reflected at the ends
        i = i < 0 ? -i : i;
        return logs[static_cast<std::size_t>(i < size ? i : 2 * size - 2 - i)];
    };
    Line flat(line.size());
    double sum = 0;
    for (std::ptrdiff_t i = -radius; i < radius; ++i)
        sum += at(i);
    for (std::ptrdiff_t i = 0; i < size; ++i) {
        sum += at(i + radius);
        flat[static_cast<std::size_t>(i)] = logs[static_cast<std::size_t>(i)] - sum / (2 * radius + 1);
        sum -= at(i - radius);
    }
    Line sizes(flat.size());
    std::transform(flat.begin(), flat.end(), sizes.begin(), [](double v) { return std::abs(v); });
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    const double unit = 1.5 * *middle + 1e-6;
    for (std::size_t i = 0; i < flat.size(); ++i)
        flat[i] = std::clamp(flat[i] / unit, -3.0, 3.0) * fades[i];
    return flat;
}

/// Hann's window.
Line fades_of(std::size_t size)
{
    Line fades(size);
    for (std::size_t i = 0; i < size; ++i)
        fades[i] = 0.5 - 0.5 * std::cos(2 * pi * static_cast<double>(i) / static_cast<double>(size - 1));
    return fades;
}

/// exp(-2 pi i k / points).
std::vector<std::complex<double>> turns()
{
    std::vector<std::complex<double>> table(points / 2);
    for (std::size_t k = 0; k < table.size(); ++k) {
        const double angle = -2 * pi * static_cast<double>(k) / points;
        table[k] = {std::cos(angle), std::sin(angle)};
    }
    return table;
}

/// The discrete Fourier transform in place (Cooley and Tukey, radix 2).
void transform(Spectrum& values, const std::vector<std::complex<double>>& table)
{
    for (std::size_t i = 1, j = 0; i < points; ++i) {
        std::size_t bit = points >> 1U;
        for (; (j & bit) != 0; bit >>= 1U)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(values[i], values[j]);
    }
    for (std::size_t length = 2; length <= points; length *= 2)
        for (std::size_t begin = 0; begin < points; begin += length)
            for (std::size_t k = 0; k < length / 2; ++k) {
                const auto& turn = table[k * (points / length)];
                const auto a = values[begin + k];
                const auto& b = values[begin + k + length / 2];
                const std::complex<double> turned(b.real() * turn.real() - b.imag() * turn.imag(),
                                                  b.real() * turn.imag() + b.imag() * turn.real());
                values[begin + k] = a + turned;
                values[begin + k + length / 2] = a - turned;
            }
}

/// |sum|^2 / (bands * sum of ||^2) at each frequency.
Power coherence_of(const Lines& lines, const std::vector<std::complex<double>>& table)
{
    std::array<std::complex<double>, points / 2> sum{};
    Power power{};
    const auto fades = fades_of(lines.front().size());
    for (std::size_t i = 0; i + 1 < lines.size(); i += 2) {
        // Two lines at once, as real and imaginary part.
        const auto first = flattened(lines[i], fades);
        const auto second = flattened(lines[i + 1], fades);
        Spectrum both{};
        for (std::size_t x = 0; x < first.size(); ++x)
            both[x] = {first[x], second[x]};
        transform(both, table);
        for (std::size_t k = 1; k < points / 2; ++k) {
            const auto a = (both[k] + std::conj(both[points - k])) / 2.0;
            const auto b = (both[k] - std::conj(both[points - k])) / 2.0; // i times the second's
            sum[k] += a + std::complex<double>(b.imag(), -b.real());
            power[k] += std::norm(a) + std::norm(b);
        }
    }
    Power coherence{};
    for (std::size_t k = 1; k < points / 2; ++k)
        coherence[k] = std::norm(sum[k]) / (bands * (power[k] + 1e-9));
    return coherence;
}

/// Whether a frequency is no content's and no block's.
bool is_looked_at(std::size_t k, int width_px, int height_px)
{
    const double frequency = static_cast<double>(k) / points;
    const double peak_width = std::max(3.0 / std::min(width_px, height_px), 0.004);
    const double from_block = std::abs(frequency * 8 - std::round(frequency * 8)) / 8;
    return frequency > 0.07 && from_block >= peak_width;
}

} // namespace

Result<Resampling> find_resampling(const base::View& picture)
{
    if (picture.format != base::PixelFormat::Rgb8 || picture.width < 160 || picture.height < 160)
        return fail(ErrorCode::InvalidInput, "Traces of scaling need an RGB picture of at least 160 px.");
    const auto luma = luma_of(middle_of(picture));
    const auto table = turns();
    const auto across = coherence_of(lines_across(luma), table);
    const auto down = coherence_of(lines_down(luma), table);
    Resampling found;
    for (std::size_t k = 1; k < points / 2; ++k) {
        const double both = (across[k] + down[k]) / 2;
        if (both > found.coherence && is_looked_at(k, luma.width, luma.height))
            found = {both, static_cast<double>(k) / points};
    }
    return found;
}

} // namespace tucai::measure
