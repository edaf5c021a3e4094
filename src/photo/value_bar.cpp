#include "photo/value_bar.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tucai::photo {
namespace {

constexpr double most_spans = 2.5; ///< how far beyond the limits a bar reaches, in distances between them

/// From where to where a bar goes.
Stretch range_of(const std::vector<double>& limits, double value)
{
    const auto [least, most] = std::minmax_element(limits.begin(), limits.end());
    double span = *most - *least;
    if (span <= 0)
        span = std::abs(*most) > 0 ? std::abs(*most) : 1;
    double low = std::max(std::min(value, *least), *least - most_spans * span);
    double high = std::min(std::max(value, *most), *most + most_spans * span);
    const double room = 0.18 * std::max(high - low, span);
    // Amounts that cannot be negative begin at nothing.
    low = low >= 0 ? std::max(0.0, low - room) : low - room;
    high += room;
    return {low, high};
}

} // namespace

std::optional<ValueBar> bar_of(const rules::Finding& finding)
{
    std::vector<double> limits;
    for (const auto& both : {finding.accept, finding.tolerate})
        for (const auto& limit : {both.low, both.high})
            if (limit && std::isfinite(*limit))
                limits.push_back(*limit);
    if (!finding.value || !std::isfinite(*finding.value) || limits.empty())
        return std::nullopt;
    const auto range = range_of(limits, *finding.value);
    const auto at = [&](double number) {
        return std::clamp((number - range.from) / (range.to - range.from), 0.0, 1.0);
    };
    const auto stretch = [&](const rules::Limits& both) {
        return Stretch{both.low ? at(*both.low) : 0, both.high ? at(*both.high) : 1};
    };
    return ValueBar{stretch(finding.accept), stretch(finding.tolerate), at(*finding.value)};
}

} // namespace tucai::photo
