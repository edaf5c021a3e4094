#pragma once

#include "photo/studio.h"
#include "rules/profile.h"

#include <string>

namespace tucai::photo {

/// A page that needs no other file: the shot, the photo beside it, each assessed rule with value and fix, and
/// what nobody assessed. Needs no script; readable on a phone and in print. UTF-8.
std::string to_html(const Outcome& outcome, const rules::Profile& profile, rules::Language language);

/// Bytes as base64 (RFC 4648), as pages embed pictures.
std::string base64(std::span<const std::uint8_t> bytes);

/// Text as HTML shows it: & < > " ' escaped.
std::string escaped(std::string_view text);

} // namespace tucai::photo
