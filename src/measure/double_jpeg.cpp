#include "measure/double_jpeg.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

constexpr std::size_t last_size = QuantisedSizes::sizes - 3; ///< 24: the largest with both neighbours
constexpr std::size_t first_size = 2; ///< 1 has the peak at 0 beside it, which is smooth on no side
constexpr int most_step = 40;         ///< that an earlier compression is looked for with
constexpr double found_strength = 10; ///< docs/rules/genuine.md

/// Pixels are rounded between both compressions: a coefficient moves by a standard deviation of about 0.45
/// (0.29 by brightness alone, the rest by colour), here as an even spread of that much to both sides.
constexpr double rounding_spread = 0.78;

/// What no smooth distribution explains to better than this: variance of the logarithm of a count.
constexpr double unevenness = 0.02;

/// The nine lowest frequencies of the IJG's table of brightness (ITU-T T.81, K.1), in the zigzag from 1.
constexpr std::array<int, 9> standard_steps = {11, 12, 14, 12, 10, 16, 14, 13, 14};

using Sizes = std::array<double, last_size + 2>;
using Gains = std::array<double, most_step + 1>;

/// How often values that were rounded to `first` are rounded to each multiple of `second`, when before they
/// were spread evenly; 1 is as often as without the first rounding.
Sizes comb_of(int first, int second)
{
    Sizes comb{};
    for (std::size_t k = 0; k < comb.size(); ++k) {
        const double low = (static_cast<double>(k) - 0.5) * second;
        const double high = low + second;
        const auto share_below = [](double edge, double value) {
            return std::clamp((edge - value + rounding_spread) / (2 * rounding_spread), 0.0, 1.0);
        };
        for (double value = std::floor((low - 1) / first) * first; value < high + 1; value += first)
            comb[k] += share_below(high, value) - share_below(low, value);
        comb[k] *= static_cast<double>(first) / second;
    }
    return comb;
}

/// Each size against the mean of its neighbours, of logarithms.
Sizes bends_of(const Sizes& counts, double least)
{
    Sizes logs{};
    for (std::size_t k = 0; k < logs.size(); ++k)
        logs[k] = std::log(std::max(counts[k], least));
    Sizes bends{};
    for (std::size_t k = first_size; k <= last_size; ++k)
        bends[k] = logs[k] - (logs[k - 1] + logs[k + 1]) / 2;
    return bends;
}

/// How certain each bend is: the inverse of its variance; 0 where too few coefficients have such a size.
Sizes weights_of(const Sizes& counts)
{
    constexpr double fewest = 60;
    Sizes weights{};
    for (std::size_t k = first_size; k <= last_size; ++k)
        if (counts[k - 1] + counts[k] + counts[k + 1] >= fewest)
            weights[k] = 1 / (1 / counts[k] + 0.25 / counts[k - 1] + 0.25 / counts[k + 1] + unevenness);
    return weights;
}

/// For each earlier step: by how much it lowers the chi-square of the bends.
Gains gains_of(const QuantisedSizes& frequency)
{
    constexpr double half_a_count = 0.5; // so that empty sizes have a logarithm
    Sizes counts{};
    for (std::size_t k = 0; k < counts.size(); ++k)
        counts[k] = frequency.counts[k] + half_a_count;
    const auto bends = bends_of(counts, half_a_count);
    const auto weights = weights_of(counts);
    Gains gains{};
    if (std::count_if(weights.begin(), weights.end(), [](double w) { return w > 0; }) < 3)
        return gains;
    for (int first = 1; first <= most_step; ++first) {
        if (first == frequency.step)
            continue;
        constexpr double rarest = 0.02; // what is never hit is still hit by noise
        const auto wanted = bends_of(comb_of(first, frequency.step), rarest);
        double gain = 0;
        for (std::size_t k = first_size; k <= last_size; ++k)
            gain += weights[k] * wanted[k] * (2 * bends[k] - wanted[k]);
        gains[static_cast<std::size_t>(first)] = gain;
    }
    return gains;
}

int step_at(int quality, int standard)
{
    const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    return std::clamp((standard * scale + 50) / 100, 1, 255);
}

/// The quality whose steps together explain most.
int quality_of(std::span<const Gains> gains)
{
    int best_quality = 0;
    double best = 0;
    for (int quality = 30; quality <= 100; ++quality) {
        double sum = 0;
        for (std::size_t i = 0; i < gains.size(); ++i) {
            const int step = step_at(quality, standard_steps[i]);
            sum += step <= most_step ? gains[i][static_cast<std::size_t>(step)] : 0;
        }
        if (sum > best) {
            best = sum;
            best_quality = quality;
        }
    }
    return best_quality;
}

} // namespace

DoubleJpeg find_double_jpeg(std::span<const QuantisedSizes> frequencies)
{
    std::array<Gains, standard_steps.size()> gains{};
    const auto count = std::min(frequencies.size(), gains.size());
    double explained = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (frequencies[i].step < 1 || frequencies[i].step > 255)
            continue;
        gains[i] = gains_of(frequencies[i]);
        explained += *std::max_element(gains[i].begin(), gains[i].end());
    }
    DoubleJpeg found;
    found.strength = std::sqrt(explained);
    if (found.strength >= found_strength)
        found.first_quality = quality_of({gains.data(), count});
    return found;
}

} // namespace tucai::measure
