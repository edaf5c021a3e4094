#pragma once

#include "rules/verdict.h"

#include <vector>

namespace tucai::rules {

/// The findings that ask or refuse, the worst first: refusals before questions, and among equals the fault
/// that is to be mended first (no face, several, too near or far, not level, turned, light, eyes, mouth,
/// then what lies around; ux, principle 1). Points into `findings`. Pure.
std::vector<const Finding*> failing_worst_first(const std::vector<Finding>& findings);

} // namespace tucai::rules
