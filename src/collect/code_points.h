#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect {

/// Well-formed UTF-8 as UTF-16, which ICU speaks; nothing for text that is not well-formed (cut, overlong,
/// surrogates) or that is longer than a mebibyte. Pure.
std::optional<std::u16string> utf16(std::string_view utf8);

/// Code points as UTF-16. Needs: Unicode scalar values. Pure.
std::u16string utf16(std::u32string_view points);

/// The code points of UTF-8; nothing for text that is not well-formed, or that is too long. Pure.
std::optional<std::u32string> code_points(std::string_view utf8);

/// The code points of well-formed UTF-16. Pure.
std::u32string code_points(std::u16string_view units);

/// Code points as UTF-8. Needs: Unicode scalar values. Pure.
std::string utf8(std::u32string_view points);

/// A full-width form of ASCII (U+FF01 to U+FF5E) as the ASCII that it stands for; others as they are. Pure.
char32_t narrowed(char32_t point);

} // namespace tucai::collect
