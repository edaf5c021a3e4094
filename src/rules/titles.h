#pragma once

#include "rules/profile.h"

#include <string_view>

namespace tucai::rules {

/// What a rule looks at, in a word or two: the heading of a finding. Empty for an unknown id.
const Text& rule_name(std::string_view id);

/// What a rule asks, in a few words of the notice, without a full stop: a tick on a desk. Empty for an
/// unknown id.
const Text& rule_demand(std::string_view id);

/// The name of one of the notice's rules, 1 to 7; of 0, what framing and file ask. Empty for others.
const Text& notice_title(int notice);

} // namespace tucai::rules
