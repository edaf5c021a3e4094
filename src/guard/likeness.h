#pragma once

#include "guard/face_quality.h"
#include "guard/thresholds.h"

#include <string_view>

namespace tucai::guard {

/// What may be said of two pictures. `Different` is advice to look, never a finding about a person.
enum class Likeness { Same, Uncertain, Different };

/// "same", "uncertain" or "different".
std::string_view likeness_word(Likeness likeness);

/// Below this quality of either picture a score says too little: the answer is `Uncertain`. How scores of
/// same people fall with quality stands in docs/compare.md.
inline constexpr double least_quality = 0.5;

/// `Same` above the threshold of FMR 1e-3. `Different` below that of FMR 1e-2 where both pictures are good
/// (quality 1), and the poorer they are the lower the score must be: at the gate that of FMR 1e-1, since wear
/// lowers scores of same people and raises none of different ones. Else `Uncertain`; always so below the
/// gate.
Likeness judge_likeness(double score, double quality_a, double quality_b, const NetThresholds& net);

/// The thresholds of a net; needs a name of embedder_names().
const NetThresholds& thresholds_of(std::string_view net);

} // namespace tucai::guard
