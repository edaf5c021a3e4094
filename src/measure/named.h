#pragma once

#include "base/geometry.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tucai::measure {

/// One measured number by the name that profiles and reports use.
struct Named {
    std::string_view name; ///< lives as long as the program
    double value = 0;
    double confidence = 1;           ///< 0..1
    std::optional<base::Box> region; ///< where it shows, in pixels of the picture that was measured
};

/// What one group of measures found. A name that could not be measured is left out, never guessed.
using NamedList = std::vector<Named>;

} // namespace tucai::measure
