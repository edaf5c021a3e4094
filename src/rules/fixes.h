#pragma once

#include "rules/profile.h"

#include <string_view>

namespace tucai::rules {

/// Whether a key names a fix.
bool is_fix(std::string_view key);

/// What to do, as one sentence without a full stop, short enough for a live line. Empty for an unknown key.
const Text& fix_text(std::string_view key);

} // namespace tucai::rules
