#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace tucai::rules {

constexpr std::size_t most_profile_bytes = 1U << 20U;

/// A foreign text made fit for the TOML parser: ASCII only, other letters as the escapes that double-quoted
/// strings undo. Fails: ProfileInvalid (longer than `most_profile_bytes`, brackets nested deeper than any
/// profile's, no UTF-8).
Result<std::string> plain_toml(std::string_view toml);

} // namespace tucai::rules
