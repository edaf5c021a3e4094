#pragma once

#include "photo/studio.h"
#include "rules/profile.h"

#include <string>

namespace tucai::photo {

/// The findings that ask or refuse, worst first, each under its number with its place, value against limits,
/// reason and fix. Empty where there are none.
std::string failing_section(const Outcome& outcome, rules::Language language);

/// The rules that passed, folded away. Empty where there are none.
std::string passed_section(const Report& report, rules::Language language);

/// What a person will look at, by the notice's rules. Empty where all was assessed.
std::string unassessed_section(const Report& report, rules::Language language);

} // namespace tucai::photo
