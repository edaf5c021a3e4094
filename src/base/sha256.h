#pragma once

#include "base/result.h"

#include <cstdint>
#include <span>
#include <string>

namespace tucai::base {

/// SHA-256 of some bytes as 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::span<const std::uint8_t> bytes);

/// SHA-256 of a file, read in pieces. Fails: FileNotFound, FileUnreadable.
Result<std::string> sha256_file(const std::string& path);

} // namespace tucai::base
