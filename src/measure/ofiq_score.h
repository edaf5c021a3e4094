#pragma once

#include <string_view>

namespace tucai::measure {

/// The quality score of ISO/IEC 29794-5, 0..100, for a native value of one of its components, as the
/// standard's reference implementation maps them (OFIQ 1.0.3). A score says how a picture compares, not
/// whether it passes: the standard names no limits, and a standard photo's own head size scores 5.
///
/// Needs: `component` as OFIQ names it, such as "EyesOpen"; a native value in its unit there.
/// Gives: a whole number; -1 where there is no such component or the value is no number. Pure.
/// Source: OFIQ 1.0.3, configuration and sources, as the expected results of its 28 test pictures show them.
double ofiq_score(std::string_view component, double native);

} // namespace tucai::measure
