#pragma once

#include "base/secret.h"

#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect {

/// A new code number (采集编号): ten signs that mean nothing, by which the shooting side and the exchange
/// know a student. Digits and letters without 0, 1, I, L and O; the last sign checks the others, so that a
/// number with one wrong sign, or with two neighbours swapped, is none.
std::string new_code_number(const base::Randomness& randomness);

/// A code number as people type it: small letters, blanks and hyphens are taken. Absent where it is none.
/// Pure.
std::optional<std::string> read_code_number(std::string_view text);

} // namespace tucai::collect
