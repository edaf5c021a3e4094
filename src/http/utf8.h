#pragma once

#include <string_view>

namespace tucai::http {

/// Whether bytes are well-formed UTF-8 (RFC 3629): shortest forms only, no surrogates.
bool is_utf8(std::string_view text);

} // namespace tucai::http
