#pragma once

#include <string>
#include <vector>

namespace tucai::bench {

/// Scores of pairs, and whose pictures they are (a number a person).
struct ScoredPair {
    double score = 0;
    int person_a = 0;
    int person_b = 0;
};

/// Same people's pairs, and different people's from the highest score down.
struct ScoredPairs {
    std::vector<ScoredPair> same;
    std::vector<ScoredPair> different;
    int failures = 0; ///< pairs without a score; they count as the lowest
};

struct Rate {
    double value = 0;
    double low = 0; ///< 95 % interval
    double high = 0;
};

/// Sorts the different pairs as the functions below need them.
void sort_pairs(ScoredPairs& pairs);

/// The score above which the given share of different pairs lies. Needs sorted pairs, at least 3 / fmr
/// different.
double threshold_at(const ScoredPairs& pairs, double fmr);

/// The same with its 95 % interval: people are drawn anew with replacement 400 times, since pairs that share
/// a person are not independent. A fixed seed.
Rate bootstrapped_threshold(const ScoredPairs& pairs, double fmr, int people);

/// The share of same pairs at or below a score (Wilson's interval).
Rate false_non_matches(const ScoredPairs& pairs, double threshold);

/// The share of different pairs above a score (Wilson's interval).
Rate false_matches(const ScoredPairs& pairs, double threshold);

} // namespace tucai::bench
