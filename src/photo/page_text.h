#pragma once

#include "rules/profile.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tucai::photo {

/// Bytes as base64 (RFC 4648), as pages embed pictures.
std::string base64(std::span<const std::uint8_t> bytes);

/// Text as HTML shows it: & < > " ' escaped.
std::string escaped(std::string_view text);

/// The beginning of a page, up to the opened <main>: its language, title and style.
std::string page_head(std::string_view title, rules::Language language);

/// The end of a page.
std::string page_end();

/// The style of pages: light and dark, screen and print, from 360 px on. Names no resource.
std::string_view page_style();

} // namespace tucai::photo
