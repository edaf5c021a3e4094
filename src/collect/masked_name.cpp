#include "collect/masked_name.h"

#include "collect/characters.h"
#include "collect/code_points.h"

#include <unicode/ubrk.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace tucai::collect {
namespace {

/// What people see as one character.
struct Grapheme {
    std::string text;
    char32_t first = 0;
    bool is_letter = false; ///< or a digit: what a mask hides
    bool separates_words = false;
};

/// Blanks, hyphens, dots; not the apostrophe, which stands within words.
bool separates(char32_t point)
{
    const int type = u_charType(static_cast<UChar32>(point));
    return u_isUWhiteSpace(static_cast<UChar32>(point)) || type == U_DASH_PUNCTUATION || point == U'·' ||
           point == U'.';
}

Grapheme grapheme_of(std::u16string_view units)
{
    const auto points = code_points(units);
    const char32_t first = points.front();
    const bool is_mark = u_ispunct(static_cast<UChar32>(first)) || separates(first);
    return {.text = utf8(points),
            .first = first,
            .is_letter = !is_mark || stands_for_lost(first),
            .separates_words = separates(first)};
}

/// Nothing where ICU has no rules for graphemes.
std::optional<std::vector<Grapheme>> graphemes(std::u16string_view units)
{
    auto error = U_ZERO_ERROR;
    const std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> breaks(
        ubrk_open(UBRK_CHARACTER, "", units.data(), static_cast<std::int32_t>(units.size()), &error),
        ubrk_close);
    if (U_FAILURE(error))
        return std::nullopt;
    std::vector<Grapheme> found;
    for (auto from = ubrk_first(breaks.get()), to = ubrk_next(breaks.get()); to != UBRK_DONE;
         from = to, to = ubrk_next(breaks.get()))
        found.push_back(
            grapheme_of(units.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from))));
    return found;
}

bool is_east_asian(char32_t point)
{
    auto error = U_ZERO_ERROR;
    const auto script = uscript_getScript(static_cast<UChar32>(point), &error);
    return is_han(point) || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
           script == USCRIPT_HANGUL || script == USCRIPT_BOPOMOFO;
}

/// Which graphemes an East Asian name shows: its first letter, and from three on its last.
std::vector<bool> shown_of_whole(const std::vector<Grapheme>& name)
{
    std::vector<std::size_t> letters;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (name[i].is_letter)
            letters.push_back(i);
    std::vector<bool> shown(name.size(), false);
    if (letters.size() > 1)
        shown[letters.front()] = true;
    if (letters.size() > 2)
        shown[letters.back()] = true;
    return shown;
}

/// Which graphemes another name shows: the first letter of each word.
std::vector<bool> shown_by_words(const std::vector<Grapheme>& name)
{
    const auto letters =
        std::count_if(name.begin(), name.end(), [](const auto& one) { return one.is_letter; });
    std::vector<bool> shown(name.size(), false);
    bool begins = letters > 1;
    for (std::size_t i = 0; i < name.size(); ++i) {
        shown[i] = begins && name[i].is_letter;
        begins = (begins && !shown[i]) || (name[i].separates_words && letters > 1);
    }
    return shown;
}

} // namespace

std::string masked_name(std::string_view name)
{
    const auto units = utf16(name);
    const auto characters = units ? graphemes(*units) : std::nullopt;
    if (!characters)
        return "*";
    const auto first =
        std::find_if(characters->begin(), characters->end(), [](const auto& one) { return one.is_letter; });
    if (first == characters->end())
        return "*";
    const auto shown =
        is_east_asian(first->first) ? shown_of_whole(*characters) : shown_by_words(*characters);
    std::string masked;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto& one = characters->at(i);
        const bool is_seen = !one.is_letter || (shown[i] && !stands_for_lost(one.first));
        masked += is_seen ? one.text : "*";
    }
    return masked;
}

} // namespace tucai::collect
