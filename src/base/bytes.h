#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::base {

using ByteSpan = std::span<const std::uint8_t>;
using ByteVector = std::vector<std::uint8_t>;

/// A text's own bytes; no longer than the text lives.
ByteSpan as_bytes(std::string_view text);

/// Two lower-case hexadecimal digits a byte.
std::string hex(ByteSpan bytes);

/// Base64 with '-' and '_', without padding (RFC 4648, section 5).
std::string base64url(ByteSpan bytes);
/// Absent where a character is another, or bits are left over.
std::optional<ByteVector> from_base64url(std::string_view text);

/// Whether a text may be an id of ours, and so a file's name: 1 to 64 letters, digits and hyphens of ASCII.
bool is_id(std::string_view text);

} // namespace tucai::base
