#include "measure/scaled_grid.h"

#include "base/processor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tucai::measure {
namespace {

constexpr double shortest_px = 4;
constexpr double longest_px = 12;
constexpr std::size_t least_steps = 96; ///< of fewer, features of a face make a spectrum like a grid's
constexpr std::size_t most_steps = 320; ///< of a large face its middle says enough
constexpr std::ptrdiff_t reach = 8;     ///< slow is what stays over twice that many
constexpr double highest = 1.5;         ///< single lines above are edges of the face
constexpr double unseen = 0.6;          ///< steps that nobody sees, levels
constexpr std::size_t lanes = 8;        ///< frequencies at once, as processors like it
using Lanes = std::array<double, lanes>;

double median_of(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// What stands out of the steps around, less the mean of its phase in the grid of the last compression.
std::vector<double> lines_of(std::span<const double> steps, int block)
{
    const auto count = static_cast<std::ptrdiff_t>(steps.size());
    std::vector<double> lines;
    lines.reserve(steps.size());
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const auto from = steps.begin() + std::max<std::ptrdiff_t>(0, i - reach);
        const auto to = steps.begin() + std::min(count, i + reach + 1);
        lines.push_back(std::min(steps[static_cast<std::size_t>(i)] - median_of({from, to}), highest));
    }
    const auto period = static_cast<std::size_t>(block);
    for (std::size_t phase = 0; phase < std::min(period, lines.size()); ++phase) {
        double sum = 0;
        double of = 0;
        for (std::size_t i = phase; i < lines.size(); i += period) {
            sum += lines[i];
            ++of;
        }
        for (std::size_t i = phase; i < lines.size(); i += period)
            lines[i] -= sum / of;
    }
    return lines;
}

/// The middle part, faded out to both ends (von Hann) and scaled so that a spectrum of it is an amplitude.
std::vector<double> faded(std::vector<double> lines)
{
    if (lines.size() > most_steps) {
        const auto cut = static_cast<std::ptrdiff_t>((lines.size() - most_steps) / 2);
        lines = {lines.begin() + cut, lines.begin() + cut + static_cast<std::ptrdiff_t>(most_steps)};
    }
    const auto count = static_cast<double>(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double turn = 2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / count;
        lines[i] *= 2 * (1 - std::cos(turn)) / count;
    }
    return lines;
}

/// Goertzel's way: the squared amplitudes of some frequencies, of which `turns` holds twice the cosines.
TUCAI_TWO_PROCESSORS
void amplitudes(const double* values, std::size_t count, const double* turns, double* squared)
{
    Lanes last{};
    Lanes before{};
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < lanes; ++k) {
            const double next = values[i] + turns[k] * last[k] - before[k];
            before[k] = last[k];
            last[k] = next;
        }
    for (std::size_t k = 0; k < lanes; ++k)
        squared[k] = last[k] * last[k] + before[k] * before[k] - turns[k] * last[k] * before[k];
}

} // namespace

ScaledGrid find_scaled_grid(std::span<const double> across, std::span<const double> down, int block_px)
{
    if (std::min(across.size(), down.size()) < least_steps)
        return {};
    const double usual =
        (median_of({across.begin(), across.end()}) + median_of({down.begin(), down.end()})) / 2;
    const auto columns = faded(lines_of(across, block_px));
    const auto rows = faded(lines_of(down, block_px));
    const double step = 0.5 / static_cast<double>(std::max(columns.size(), rows.size()));
    ScaledGrid found;
    for (double first = 1 / longest_px; first <= 1 / shortest_px; first += step * lanes) {
        Lanes turns{};
        for (std::size_t k = 0; k < lanes; ++k)
            turns[k] = 2 * std::cos(2 * std::numbers::pi * (first + static_cast<double>(k) * step));
        Lanes one{};
        Lanes other{};
        amplitudes(columns.data(), columns.size(), turns.data(), one.data());
        amplitudes(rows.data(), rows.size(), turns.data(), other.data());
        for (std::size_t k = 0; k < lanes; ++k) {
            // The mean of both directions by products: what only one of them has is no grid.
            const double strength =
                std::sqrt(std::sqrt(std::max(0.0, one[k]) * std::max(0.0, other[k]))) / (usual + unseen);
            if (strength > found.strength)
                found = {strength, 1 / (first + static_cast<double>(k) * step)};
        }
    }
    return found;
}

} // namespace tucai::measure
