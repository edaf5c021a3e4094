#include "face_rates.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace tucai::bench {
namespace {

/// Wilson's interval of `hits` in `count`.
Rate wilson(std::size_t hits, std::size_t count)
{
    if (count == 0)
        return {};
    constexpr double z = 1.96;
    const auto n = static_cast<double>(count);
    const double p = static_cast<double>(hits) / n;
    const double middle = p + z * z / (2 * n);
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {p, std::max((middle - half) / (1 + z * z / n), 0.0), (middle + half) / (1 + z * z / n)};
}

/// The threshold where each pair counts as often as both of its people were drawn.
double weighted_threshold(const ScoredPairs& pairs, double fmr, const std::vector<double>& drawn)
{
    const auto weight = [&](const ScoredPair& pair) {
        return drawn[static_cast<std::size_t>(pair.person_a)] *
               drawn[static_cast<std::size_t>(pair.person_b)];
    };
    double all = 0;
    for (const auto& pair : pairs.different)
        all += weight(pair);
    double above = 0;
    for (const auto& pair : pairs.different) {
        above += weight(pair);
        if (above > fmr * all)
            return pair.score;
    }
    return pairs.different.back().score;
}

} // namespace

void sort_pairs(ScoredPairs& pairs)
{
    std::sort(pairs.different.begin(), pairs.different.end(),
              [](const auto& a, const auto& b) { return a.score > b.score; });
}

double threshold_at(const ScoredPairs& pairs, double fmr)
{
    const auto place = static_cast<std::size_t>(static_cast<double>(pairs.different.size()) * fmr);
    return pairs.different.at(place).score;
}

Rate bootstrapped_threshold(const ScoredPairs& pairs, double fmr, int people)
{
    constexpr int rounds = 400;
    std::mt19937 random(20171206); // NOLINT: the same draw in every run
    std::vector<double> thresholds;
    for (int round = 0; round < rounds; ++round) {
        std::vector<double> drawn(static_cast<std::size_t>(people));
        for (int i = 0; i < people; ++i)
            drawn[random() % static_cast<std::size_t>(people)] += 1;
        thresholds.push_back(weighted_threshold(pairs, fmr, drawn));
    }
    std::sort(thresholds.begin(), thresholds.end());
    return {threshold_at(pairs, fmr), thresholds[rounds / 40], thresholds[rounds - 1 - rounds / 40]};
}

Rate false_non_matches(const ScoredPairs& pairs, double threshold)
{
    const auto hits = std::count_if(pairs.same.begin(), pairs.same.end(),
                                    [&](const auto& pair) { return pair.score <= threshold; });
    return wilson(static_cast<std::size_t>(hits), pairs.same.size());
}

Rate false_matches(const ScoredPairs& pairs, double threshold)
{
    const auto hits = std::count_if(pairs.different.begin(), pairs.different.end(),
                                    [&](const auto& pair) { return pair.score > threshold; });
    return wilson(static_cast<std::size_t>(hits), pairs.different.size());
}

} // namespace tucai::bench
