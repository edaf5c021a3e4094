#pragma once

#include "base/result.h"
#include "collect/words.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::collect {

/// What was changed in a name as it was read, or what stands out in it.
enum class NameNote {
    MiddleDot,    ///< a look-alike of the middle dot became U+00B7
    Composed,     ///< letters and their marks were composed (Unicode's form NFC)
    SpacesTidied, ///< blanks at the ends, in a row, between Han characters or beside a middle dot went
    FullWidth,    ///< full-width letters became plain ones
    OldCodePoint, ///< a character at an old system's code point moved to its own
    Unresolved,   ///< a sign such as "??" stands for a character that was lost
};

template <> struct Words<NameNote> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"middle_dot", "composed", "spaces_tidied", "full_width", "old_code_point", "unresolved"});
};

/// The longest name, in characters (code points).
inline constexpr std::size_t max_name_characters = 100;

/// A name in its own order and script: nothing is turned around, split or transcribed.
struct Name {
    std::string text;            ///< UTF-8, NFC
    std::vector<NameNote> notes; ///< each at most once, in the enum's order
    bool operator==(const Name&) const = default;

    /// False where a person has to find the true name first.
    bool is_resolved() const;
};

/// Reads a name as rosters write it.
///
/// Gives: the name, which reads again as itself; with notes of what was changed. Pure.
/// Fails: NameEmpty, NameTooLong, NameIllFormed; NameControl for control characters, marks that turn the
/// direction of writing and others that nobody sees (but joiners and selectors where a letter needs them);
/// NameUnassigned, NamePrivateUse, NameSymbol; NameNoLetter for a name without any letter that is not
/// unresolved either. Each message names the mend, and the code point where one is to blame. Source: domain,
/// "Names and encodings".
Result<Name> read_name(std::string_view text);

} // namespace tucai::collect
