#pragma once

#include <string>
#include <string_view>

namespace tucai::collect {

/// A name for lists and for the student who should recognise it, most of its characters as stars.
///
/// Needs: a name as `read_name` gives it.
/// Gives: where the name begins with a Han, Japanese or Korean character, the first and the last character
/// ("张*明", "买**·*力"), of two the first ("张*"), of one none ("*"). For other scripts the first letter of
/// each word ("M**** O'*****", "J***-L**"), of a name of one letter none. A character is what people see as
/// one (Unicode's grapheme); marks between the words stay. Signs for lost characters are stars. Where ICU
/// cannot tell characters apart, "*". Pure. Source: domain, "Law, security and consent" (masking); the form
/// is the one that is common in China.
std::string masked_name(std::string_view name);

} // namespace tucai::collect
