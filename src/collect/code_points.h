#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect {

/// The code points of well-formed UTF-8; nothing for text that is not (cut, overlong, surrogates) or
/// that is longer than a mebibyte. Pure.
std::optional<std::u32string> code_points(std::string_view utf8);

/// Code points as UTF-8. Needs: Unicode scalar values. Pure.
std::string utf8(std::u32string_view points);

/// A full-width form of ASCII (U+FF01 to U+FF5E) as the ASCII that it stands for; others as they are. Pure.
char32_t narrowed(char32_t point);

} // namespace tucai::collect
