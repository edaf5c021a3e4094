#include "collect/names.h"

#include "collect/characters.h"
#include "collect/code_points.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>

namespace tucai::collect {
namespace {

using Notes = std::set<NameNote>;

/// No name of 100 characters is longer before it is composed.
constexpr std::size_t longest_text_bytes = 4096;

constexpr char32_t middle_dot = U'·';

std::string code_point_text(char32_t point)
{
    char text[16];
    std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(point));
    return text;
}

int category(char32_t point)
{
    return u_charType(static_cast<UChar32>(point));
}

bool is_blank(char32_t point)
{
    return u_isUWhiteSpace(static_cast<UChar32>(point));
}

bool is_letter(char32_t point)
{
    return is_han(point) || u_isalpha(static_cast<UChar32>(point));
}

/// At the ends of a cell also the marks that copying leaves there.
bool is_rim(char32_t point)
{
    return is_blank(point) || point == U'\uFEFF' || point == U'\u200B';
}

std::u32string_view without_rims(std::u32string_view points)
{
    while (!points.empty() && is_rim(points.front()))
        points.remove_prefix(1);
    while (!points.empty() && is_rim(points.back()))
        points.remove_suffix(1);
    return points;
}

/// A joiner is part of the writing behind a virama or a letter that joins to the next (RFC 5892, A.1 and
/// A.2).
bool may_join(char32_t before)
{
    const auto point = static_cast<UChar32>(before);
    const int joining = u_getIntPropertyValue(point, UCHAR_JOINING_TYPE);
    constexpr int virama = 9;
    return u_getCombiningClass(point) == virama || joining == U_JT_DUAL_JOINING ||
           joining == U_JT_LEFT_JOINING || joining == U_JT_TRANSPARENT;
}

/// Marks that nobody sees stand only where they change the letter before them: joiners, and the selectors of
/// a character's variant.
Result<> check_unseen(char32_t before, char32_t point)
{
    const bool is_joiner = point == U'\u200C' || point == U'\u200D';
    const bool is_selector = u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_VARIATION_SELECTOR);
    if ((is_joiner && may_join(before)) || (is_selector && is_letter(before)))
        return {};
    return fail(ErrorCode::NameControl, "The name holds " + code_point_text(point) +
                                            ", which nobody sees or which turns the writing; type it anew.");
}

/// Whether a character may stand in a name at all; `before` is the one before it.
Result<> check_character(char32_t before, char32_t point)
{
    if (is_han(point) || stands_for_lost(point))
        return {};
    if (u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
        return check_unseen(before, point);
    switch (category(point)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return check_unseen(before, point);
    case U_UNASSIGNED:
    case U_SURROGATE:
        return fail(ErrorCode::NameUnassigned,
                    "No character has the code point " + code_point_text(point) + "; type the name anew.");
    case U_PRIVATE_USE_CHAR:
        return fail(
            ErrorCode::NamePrivateUse,
            "The character " + code_point_text(point) +
                " is known to one system only; find its Unicode character, or write ?? in its place.");
    case U_MATH_SYMBOL:
    case U_CURRENCY_SYMBOL:
    case U_OTHER_SYMBOL:
        return fail(ErrorCode::NameSymbol,
                    "The sign " + code_point_text(point) + " stands in no name; take it out.");
    default:
        return {};
    }
}

/// Letters, hyphen, apostrophe and question mark in full width; other full-width signs stay as they are.
bool is_to_narrow(char32_t point)
{
    const char32_t one = narrowed(point);
    return one != point && (u_isalnum(static_cast<UChar32>(one)) || one == U'-' || one == U'\'' ||
                            one == U'?' || one == U'*');
}

/// The character that one stands for, and why it changed.
char32_t mended(char32_t point, Notes& notes)
{
    if (is_like_middle_dot(point)) {
        notes.insert(NameNote::MiddleDot);
        return middle_dot;
    }
    if (is_to_narrow(point)) {
        notes.insert(NameNote::FullWidth);
        return narrowed(point);
    }
    if (const char32_t one = modern(point); one != point) {
        notes.insert(NameNote::OldCodePoint);
        return one;
    }
    return point;
}

/// A full stop between two Han characters is a middle dot that somebody could not type.
void mend_full_stops(std::u32string& points, Notes& notes)
{
    for (std::size_t i = 1; i + 1 < points.size(); ++i)
        if (points[i] == U'.' && is_han(points[i - 1]) && is_han(points[i + 1])) {
            points[i] = middle_dot;
            notes.insert(NameNote::MiddleDot);
        }
}

/// Each run of blanks as one space, or as nothing between Han characters (where it only aligns a column) and
/// beside a middle dot.
std::u32string tidied(std::u32string_view points)
{
    std::u32string found;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (category(points[i]) != U_SPACE_SEPARATOR) {
            found += points[i];
            continue;
        }
        while (i + 1 < points.size() && category(points[i + 1]) == U_SPACE_SEPARATOR)
            ++i;
        const char32_t before = found.empty() ? U' ' : found.back();
        const char32_t after = i + 1 < points.size() ? points[i + 1] : U' ';
        const bool only_aligns =
            (is_han(before) && is_han(after)) || before == middle_dot || after == middle_dot;
        if (!only_aligns)
            found += U' ';
    }
    return found;
}

/// Unicode's form NFC; the order of letters stays.
Result<std::u32string> composed(std::u32string_view points)
{
    const auto units = utf16(points);
    auto error = U_ZERO_ERROR;
    const auto* form = unorm2_getNFCInstance(&error);
    // NFC lengthens a text of UTF-16 threefold at most (Unicode Annex 15).
    std::u16string result(3 * units.size(), u'\0');
    const auto length = unorm2_normalize(form, units.data(), static_cast<std::int32_t>(units.size()),
                                         result.data(), static_cast<std::int32_t>(result.size()), &error);
    if (U_FAILURE(error))
        return fail(ErrorCode::Internal, "ICU could not compose a name.");
    result.resize(static_cast<std::size_t>(length));
    return code_points(std::u16string_view(result));
}

Result<std::u32string> mended_all(std::u32string_view points, Notes& notes)
{
    std::u32string found;
    for (const char32_t point : points) {
        const char32_t one = mended(point, notes);
        TUCAI_CHECK(check_character(found.empty() ? U' ' : found.back(), one));
        found += one;
    }
    mend_full_stops(found, notes);
    auto tidy = tidied(found);
    if (tidy != found)
        notes.insert(NameNote::SpacesTidied);
    TUCAI_TRY(auto name, composed(tidy));
    if (name != tidy)
        notes.insert(NameNote::Composed);
    return name;
}

} // namespace

bool Name::is_resolved() const
{
    return std::find(notes.begin(), notes.end(), NameNote::Unresolved) == notes.end();
}

Result<Name> read_name(std::string_view text)
{
    const auto too_long = fail(ErrorCode::NameTooLong, "A name has 100 characters at most.");
    if (text.size() > longest_text_bytes)
        return too_long;
    const auto points = code_points(text);
    if (!points)
        return fail(ErrorCode::NameIllFormed,
                    "The name is no UTF-8; save the file as UTF-8 or GB18030 anew.");
    const auto inner = without_rims(*points);
    if (inner.empty())
        return fail(ErrorCode::NameEmpty, "Give a name.");
    Notes notes;
    if (inner.size() != points->size())
        notes.insert(NameNote::SpacesTidied);
    TUCAI_TRY(const auto name, mended_all(inner, notes));
    if (name.size() > max_name_characters)
        return too_long;
    if (std::any_of(name.begin(), name.end(), stands_for_lost))
        notes.insert(NameNote::Unresolved);
    else if (std::none_of(name.begin(), name.end(), is_letter))
        return fail(ErrorCode::NameNoLetter, "A name holds at least one letter.");
    return Name{.text = utf8(name), .notes = {notes.begin(), notes.end()}};
}

} // namespace tucai::collect
