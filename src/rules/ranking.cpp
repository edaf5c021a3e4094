#include "rules/ranking.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tucai::rules {
namespace {

/// Beginnings of ids in the order in which a person mends them; the first that fits counts.
constexpr std::array<std::string_view, 24> order = {
    "frame.one_face", "face.covering", "head.covering", "frame.head_size", "frame.space", "frame.centred",
    "pose.roll",      "pose.",         "light.",        "eyes.",           "glasses.",    "lenses.",
    "hair.",          "mouth.",        "expression.",   "frame.sharp",     "frame.",      "background.",
    "clothes.colour", "clothes.",      "ornaments.",    "ears.",           "makeup.",     "matte.",
};

std::size_t place_of(std::string_view id)
{
    std::size_t place = 0;
    while (place < order.size() && !id.starts_with(order.at(place)))
        ++place;
    return place;
}

} // namespace

std::vector<const Finding*> failing_worst_first(const std::vector<Finding>& findings)
{
    std::vector<const Finding*> failing;
    for (const auto& finding : findings)
        if (finding.verdict == Verdict::Ask || finding.verdict == Verdict::Refuse)
            failing.push_back(&finding);
    std::stable_sort(failing.begin(), failing.end(), [](const auto* a, const auto* b) {
        return a->verdict != b->verdict ? a->verdict > b->verdict : place_of(a->id) < place_of(b->id);
    });
    return failing;
}

} // namespace tucai::rules
