#include "collect/roster/cell_shapes.h"

#include <algorithm>
#include <string>

namespace tucai::collect::roster {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t'");
    const auto end = text.find_last_not_of(" \t'");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

/// 17 digits and a digit or X (GB 11643-1999).
bool is_identity_number(std::string_view text)
{
    return text.size() == 18 && all_digits(text.substr(0, 17)) &&
           (is_digit(text[17]) || text[17] == 'X' || text[17] == 'x');
}

/// Letters and digits of a document, identity numbers among them: no spaces, at least one digit.
bool is_document_number(std::string_view text)
{
    const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '(' || c == ')' ||
               c == '*' || c == '-';
    });
    return is_plain && text.size() >= 6 && std::any_of(text.begin(), text.end(), is_digit);
}

bool is_sex(std::string_view text)
{
    for (const std::string_view sex : {"男", "女", "男性", "女性", "M", "F", "m", "f", "Male", "Female",
                                       "male", "female", "MALE", "FEMALE", "1", "2"})
        if (text == sex)
            return true;
    return false;
}

/// A year in front, and a number of digits that a date has, whatever stands between.
bool is_date(std::string_view text)
{
    const auto digits = std::count_if(text.begin(), text.end(), is_digit);
    const bool has_year = text.size() >= 4 && all_digits(text.substr(0, 4)) &&
                          (text.starts_with("19") || text.starts_with("20"));
    const bool ends_in_year =
        text.size() >= 8 && all_digits(text.substr(text.size() - 4)) && !is_digit(text[2]);
    return digits >= 5 && digits <= 14 && (has_year || ends_in_year);
}

bool is_mobile_number(std::string_view text)
{
    if (text.starts_with("+86"))
        text = text.substr(3);
    return text.size() == 11 && all_digits(text) && text[0] == '1' && text[1] >= '3';
}

bool is_phone(std::string_view text)
{
    const auto digits = std::count_if(text.begin(), text.end(), is_digit);
    return digits >= 6 && text.find_first_not_of("0123456789+-() /,;") == std::string_view::npos;
}

bool is_email(std::string_view text)
{
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
           text.find(' ') == std::string_view::npos;
}

/// A name has letters, and but few digits: none.
bool is_name(std::string_view text)
{
    return text == "??" || std::none_of(text.begin(), text.end(), is_digit);
}

} // namespace

std::optional<bool> has_shape_of(Field field, std::string_view text)
{
    text = trimmed(text);
    switch (field) {
    case Field::DocumentNumber:
        return is_document_number(text);
    case Field::Sex:
        return is_sex(text);
    case Field::BirthDate:
    case Field::EntryDate:
    case Field::GraduationDate:
        return is_date(text);
    case Field::ExamineeNumber:
    case Field::StudentNumber:
        return std::any_of(text.begin(), text.end(), is_digit) && text.size() <= 30 &&
               std::all_of(text.begin(), text.end(),
                           [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
    case Field::Name:
    case Field::LatinName:
    case Field::Ethnicity:
    case Field::PoliticalStatus:
    case Field::Nationality:
        return is_name(text);
    case Field::Phone:
        return is_phone(text);
    case Field::Email:
        return is_email(text);
    default:
        return std::nullopt;
    }
}

std::optional<Field> field_of_shape(std::string_view text)
{
    text = trimmed(text);
    if (is_identity_number(text))
        return Field::DocumentNumber;
    if (is_email(text))
        return Field::Email;
    if (is_mobile_number(text))
        return Field::Phone;
    if (is_sex(text) && text != "1" && text != "2")
        return Field::Sex;
    return std::nullopt;
}

} // namespace tucai::collect::roster
