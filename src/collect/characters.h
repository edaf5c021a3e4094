#pragma once

namespace tucai::collect {

/// Whether a code point is a Han character, 〇 among them; also of the blocks that Unicode added after the
/// version of the ICU at hand (Extension I, made for names, and J). Pure.
bool is_han(char32_t point);

/// A look-alike of the middle dot U+00B7, which alone separates the parts of a name. Source: domain, "Names
/// and encodings"; the further ones are those that Unicode draws as a dot at that height. Pure.
bool is_like_middle_dot(char32_t point);

/// The character that old systems kept at a code point of their own (U+E815 to U+E864), such as 䶮 at U+E863;
/// others as they are. Pure.
char32_t modern(char32_t point);

/// A sign that stands for a character which was lost, masked or could not be written: "?", "*", U+FFFD, 〓, □
/// and the signs that describe a character by its parts. Pure.
bool stands_for_lost(char32_t point);

} // namespace tucai::collect
