#pragma once

#include "rules/profile.h"

#include <string_view>

namespace tucai::rules {

/// What a rule asks, in a few words of the notice, without a full stop: a line of a list, a tick on a desk.
/// Empty for an unknown id.
const Text& rule_title(std::string_view id);

/// The name of one of the notice's rules, 1 to 7; of 0, what framing and file ask. Empty for others.
const Text& notice_title(int notice);

} // namespace tucai::rules
