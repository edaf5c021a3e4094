#pragma once

#include "rules/verdict.h"

#include <optional>

namespace tucai::photo {

/// A stretch of a bar: 0 its left end, 1 its right end.
struct Stretch {
    double from = 0;
    double to = 0;
};

/// A value against its limits, as a bar shows them. `accept` lies inside `tolerate`.
struct ValueBar {
    Stretch accept;   ///< passes
    Stretch tolerate; ///< a person is asked; the whole bar where the rule never refuses
    double value = 0; ///< 0..1; at an end where the value lies far beyond the limits
};

/// Chooses what a bar shows: all limits and the value, but of a value far outside only its side. None where
/// there is no value or no limit. Pure.
std::optional<ValueBar> bar_of(const rules::Finding& finding);

} // namespace tucai::photo
