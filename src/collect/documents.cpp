#include "collect/documents.h"

#include "collect/code_points.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace tucai::collect {
namespace {

/// Longer text is no number, and is not worth reading.
constexpr std::size_t longest_text_bytes = 256;

/// The shortest number: a confirmation needs six characters.
constexpr std::size_t shortest_passport = 6;
/// Machine-readable passports hold nine; travel permits and older documents a few more.
constexpr std::size_t longest_passport = 14;
/// Beyond this, digits alone are a resident's number that lost or gained some, or a telephone's.
constexpr std::size_t longest_of_digits = 10;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool are_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), is_digit);
}

/// Blanks and marks that nobody sees, as pasted text holds them. Marks that turn the order of what follows
/// are not among them: who sees such a number sees another than the one that is stored.
bool is_unseen(char32_t point)
{
    const bool turns_order = point == U'\u202B' || point == U'\u202E' || point == U'\u2067';
    const auto character = static_cast<UChar32>(point);
    return u_isUWhiteSpace(character) || (u_charType(character) == U_FORMAT_CHAR && !turns_order);
}

char32_t plain(char32_t point)
{
    constexpr std::u32string_view look_like_x = U"Ⅹⅹ×";
    point = narrowed(point);
    if (look_like_x.find(point) != std::u32string_view::npos)
        return U'X';
    return point >= U'a' && point <= U'z' ? point - U'a' + U'A' : point;
}

/// The text without what nobody sees, in ASCII capitals. Fails: DocumentCharacters for any other character.
Result<std::string> plain_text(std::string_view text)
{
    const auto wrong = fail(ErrorCode::DocumentCharacters,
                            "The number holds characters that are no digits or letters; type it anew.");
    if (text.size() > longest_text_bytes)
        return fail(ErrorCode::DocumentLength, "That is too long for a document's number.");
    const auto points = code_points(text);
    if (!points)
        return wrong;
    std::string found;
    for (const char32_t point : *points) {
        if (is_unseen(point))
            continue;
        const bool marks_text = found.empty() && (point == U'\'' || point == U'’' || point == U'＇');
        if (marks_text)
            continue;
        const char32_t one = plain(point);
        if (one <= U' ' || one > U'~')
            return wrong;
        found += static_cast<char>(one);
    }
    if (found.empty())
        return fail(ErrorCode::DocumentEmpty, "Give the number of the document.");
    return found;
}

/// Whether a spreadsheet wrote a number instead of text: "3.20106E+17", "320106200001010000.0".
bool is_calculated(std::string_view text)
{
    const auto exponent = text.find('E');
    if (exponent != std::string_view::npos && exponent > 0) {
        const auto mantissa = text.substr(0, exponent);
        auto power = text.substr(exponent + 1);
        const bool has_sign = power.starts_with('+');
        power.remove_prefix(has_sign ? 1 : 0);
        const bool is_number = mantissa.find_first_not_of("0123456789.,") == std::string_view::npos;
        const bool is_marked = has_sign || mantissa.find_first_of(".,") != std::string_view::npos;
        return is_number && is_marked && !power.empty() && are_digits(power);
    }
    const auto point = text.find('.');
    return point != std::string_view::npos && point > 0 && are_digits(text.substr(0, point)) &&
           text.find_first_not_of('0', point + 1) == std::string_view::npos;
}

tl::unexpected<Error> lost_digits()
{
    return fail(
        ErrorCode::DocumentLostDigits,
        "A spreadsheet has made a calculated number of it and dropped its last digits, which cannot be "
        "found again. Format the column as text, and enter the numbers anew from their source.");
}

/// The check character of 17 digits. Source: GB 11643-1999 (ISO 7064, MOD 11-2), as domain gives it.
char check_character(std::string_view digits)
{
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view by_remainder = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i < std::size(weights); ++i)
        sum += weights[i] * (digits[i] - '0');
    return by_remainder[static_cast<std::size_t>(sum) % by_remainder.size()];
}

std::optional<BeijingDay> birth_day_in(std::string_view number)
{
    const auto part = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (const char c : number.substr(from, count))
            value = 10 * value + (c - '0');
        return value;
    };
    return day_of(part(6, 4), static_cast<unsigned>(part(10, 2)), static_cast<unsigned>(part(12, 2)));
}

DocumentKind kind_of_18(std::string_view number)
{
    if (number.starts_with("810000") || number.starts_with("820000") || number.starts_with("830000"))
        return DocumentKind::ResidencePermit;
    return number.starts_with('9') ? DocumentKind::ForeignPermit2023 : DocumentKind::ResidentId;
}

Result<Document> read_18(std::string number)
{
    const auto digits = std::string_view(number).substr(0, 17);
    if (!are_digits(digits) || (!is_digit(number.back()) && number.back() != 'X'))
        return fail(ErrorCode::DocumentCharacters,
                    "A number of 18 characters is digits, and at most the last one an X. A letter O or I may "
                    "stand for 0 or 1.");
    const bool fits = check_character(digits) == number.back();
    if (number.ends_with("000") && !fits)
        return lost_digits();
    if (!birth_day_in(number))
        return fail(
            ErrorCode::DocumentBirthDay,
            "The birth day in the number (characters 7 to 14) is not in the calendar; compare with the "
            "card.");
    if (!fits)
        return fail(ErrorCode::DocumentChecksum,
                    "The last character does not fit the others: one of them is wrong, or two are swapped. "
                    "Compare with the card.");
    const auto kind = kind_of_18(number);
    return Document{.kind = kind, .number = std::move(number)};
}

Result<Document> read_shorter(std::string number)
{
    const auto letters = static_cast<std::size_t>(std::count_if(number.begin(), number.end(), is_letter));
    const bool is_permit =
        number.size() == 15 && letters == 3 && are_digits(std::string_view(number).substr(3));
    if (is_permit)
        return Document{.kind = DocumentKind::ForeignPermit2017, .number = std::move(number)};
    if (number.size() < shortest_passport || number.size() > longest_passport ||
        (letters == 0 && number.size() > longest_of_digits))
        return fail(
            ErrorCode::DocumentLength,
            "It has " + std::to_string(number.size()) +
                " characters. A resident ID or a residence permit has 18, a foreigner's permanent "
                "residence card 15 or 18, a passport 6 to 14 with digits and letters. Resident IDs of 15 "
                "digits are no longer valid.");
    if (letters == number.size())
        return fail(ErrorCode::DocumentCharacters, "A passport's number holds at least one digit.");
    return Document{.kind = DocumentKind::Passport, .number = std::move(number)};
}

} // namespace

Result<Document> read_document(std::string_view text)
{
    TUCAI_TRY(auto number, plain_text(text));
    if (is_calculated(number))
        return lost_digits();
    if (!std::all_of(number.begin(), number.end(), [](char c) { return is_digit(c) || is_letter(c); }))
        return fail(ErrorCode::DocumentCharacters, "The number holds signs; leave digits and letters only.");
    return number.size() == 18 ? read_18(std::move(number)) : read_shorter(std::move(number));
}

Result<Document> read_document(DocumentKind kind, std::string_view text)
{
    TUCAI_TRY(auto document, read_document(text));
    if (document.kind != kind)
        return fail(ErrorCode::DocumentOtherKind, "This is a number of the kind '" +
                                                      std::string(word(document.kind)) +
                                                      "'; correct the kind or the number.");
    return document;
}

bool may_have_lost_digits(const Document& document)
{
    return document.number.size() == 18 && document.number.ends_with("000");
}

std::optional<BeijingDay> birth_day(const Document& document)
{
    if (document.number.size() != 18)
        return std::nullopt;
    return birth_day_in(document.number);
}

std::optional<Sex> sex(const Document& document)
{
    if (document.kind != DocumentKind::ResidentId && document.kind != DocumentKind::ResidencePermit)
        return std::nullopt;
    return (document.number.at(16) - '0') % 2 == 1 ? Sex::Male : Sex::Female;
}

std::string masked(const Document& document)
{
    auto text = document.number;
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
        text[i] = '*';
    return text;
}

std::string last_six(const Document& document)
{
    const auto& number = document.number;
    return number.size() <= 6 ? number : number.substr(number.size() - 6);
}

Result<std::string> read_last_six(std::string_view text)
{
    TUCAI_TRY(auto typed, plain_text(text));
    if (!std::all_of(typed.begin(), typed.end(), [](char c) { return is_digit(c) || is_letter(c); }))
        return fail(ErrorCode::DocumentCharacters, "Type digits and letters only.");
    if (typed.size() != 6)
        return fail(ErrorCode::DocumentLength, "Type the last six characters of your document's number.");
    return typed;
}

} // namespace tucai::collect
