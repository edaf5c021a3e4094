#pragma once

#include "rules/profile.h"

#include <string>

namespace tucai::rules {

/// A measured number as people read it: three significant digits and at most four decimals, no zeros at the
/// end; more digits where the short form would read as if it kept a limit that the number breaks.
/// Needs: a finite value. Written by hand because the WebAssembly build has no other that needs no imports.
std::string value_text(double value, const Limits& limits);

/// A limit as its profile writes it: at most six decimals, no zeros at the end. Needs: a finite number.
std::string limit_text(double limit);

} // namespace tucai::rules
