#pragma once

#include "base/bytes.h"

#include <string>
#include <string_view>

namespace tucai::base {

/// HMAC-SHA256 (RFC 2104, FIPS 198-1) as 64 lower-case hexadecimal digits: for others who check what we sent.
/// For what stays inside use keyed_digest (secret.h).
std::string hmac_sha256_hex(ByteSpan key, std::string_view text);

} // namespace tucai::base
