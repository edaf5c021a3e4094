#pragma once

#include "base/language.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect::roster {

/// What a column of a roster can mean.
enum class Field : std::uint8_t {
    ExamineeNumber,
    StudentNumber,
    Name,
    LatinName,
    Sex,
    BirthDate,
    DocumentKind,
    DocumentNumber,
    Nationality,
    PoliticalStatus,
    Ethnicity,
    SchoolCode,
    SchoolName,
    College,
    Department,
    MajorCode,
    MajorName,
    ClassName,
    Grade,
    Level,
    Duration,
    StudyMode,
    EntryDate,
    GraduationDate,
    Phone,
    Email,
    Remark,
};

constexpr std::size_t field_count = static_cast<std::size_t>(Field::Remark) + 1;

/// Every field, in the order of the enumeration.
std::array<Field, field_count> all_fields();

/// The stable word of a field, such as "student_number".
std::string_view field_word(Field field);

/// The field of a word; nothing where there is none.
std::optional<Field> field_of_word(std::string_view word);

/// What people call it.
const base::Text& field_title(Field field);

/// A heading as it is compared: full-width forms made plain, lower case, without spaces and marks.
std::string heading_key(std::string_view heading);

/// What a heading means, and how sure that is.
struct HeadingMeaning {
    Field field = Field::Name;
    double confidence = 0; ///< 0..1
};

/// Looks a heading up among CHSI's field names and the usual Chinese and English ones. A part in parentheses
/// is passed over where the whole says nothing; of headings in two levels ("基本信息 / 姓名") the lower one
/// counts where both together say nothing. Nothing for "父亲姓名" and the like: another person's.
std::optional<HeadingMeaning> meaning_of_heading(std::string_view heading);

} // namespace tucai::collect::roster
