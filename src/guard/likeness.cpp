#include "guard/likeness.h"

#include <algorithm>

namespace tucai::guard {

std::string_view likeness_word(Likeness likeness)
{
    switch (likeness) {
    case Likeness::Same:
        return "same";
    case Likeness::Uncertain:
        return "uncertain";
    case Likeness::Different:
        return "different";
    }
    return "uncertain";
}

Likeness judge_likeness(double score, double quality_a, double quality_b, const NetThresholds& net)
{
    const double quality = std::min(quality_a, quality_b);
    if (quality < least_quality)
        return Likeness::Uncertain;
    if (score > net.fmr_1e_3.score)
        return Likeness::Same;
    const double share = std::min((quality - least_quality) / (1 - least_quality), 1.0);
    const double low = net.fmr_1e_1.score + share * (net.fmr_1e_2.score - net.fmr_1e_1.score);
    return score < low ? Likeness::Different : Likeness::Uncertain;
}

const NetThresholds& thresholds_of(std::string_view net)
{
    const auto* const found =
        std::find_if(thresholds.begin(), thresholds.end(), [&](const auto& one) { return one.net == net; });
    return found == thresholds.end() ? thresholds.front() : *found;
}

} // namespace tucai::guard
