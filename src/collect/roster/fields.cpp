#include "collect/roster/fields.h"

#include <algorithm>
#include <initializer_list>

namespace tucai::collect::roster {
namespace {

struct Described {
    std::string_view word;
    base::Text title;
};

/// In the order of the enumeration.
const std::array<Described, field_count>& described()
{
    static const std::array<Described, field_count> all = {{
        {"examinee_number", {"考生号", "Examinee number"}},
        {"student_number", {"学号", "Student number"}},
        {"name", {"姓名", "Name"}},
        {"latin_name", {"英文姓名", "Name in Latin letters"}},
        {"sex", {"性别", "Sex"}},
        {"birth_date", {"出生日期", "Date of birth"}},
        {"document_kind", {"证件类型", "Kind of document"}},
        {"document_number", {"证件号码", "Document number"}},
        {"nationality", {"国籍", "Nationality"}},
        {"political_status", {"政治面貌", "Political status"}},
        {"ethnicity", {"民族", "Ethnicity"}},
        {"school_code", {"院校代码", "School code"}},
        {"school_name", {"院校名称", "School"}},
        {"college", {"学院", "College"}},
        {"department", {"系所", "Department"}},
        {"major_code", {"专业代码", "Major code"}},
        {"major_name", {"专业名称", "Major"}},
        {"class_name", {"班级", "Class"}},
        {"grade", {"年级", "Year"}},
        {"level", {"层次", "Level"}},
        {"duration", {"学制", "Length of study"}},
        {"study_mode", {"学习形式", "Mode of study"}},
        {"entry_date", {"入学日期", "Date of entry"}},
        {"graduation_date", {"预计毕业日期", "Expected graduation"}},
        {"phone", {"手机", "Phone"}},
        {"email", {"邮箱", "Email"}},
        {"remark", {"备注", "Remark"}},
    }};
    return all;
}

} // namespace

std::array<Field, field_count> all_fields()
{
    std::array<Field, field_count> all{};
    for (std::size_t i = 0; i < field_count; ++i)
        all[i] = static_cast<Field>(i);
    return all;
}

std::string_view field_word(Field field)
{
    return described()[static_cast<std::size_t>(field)].word;
}

std::optional<Field> field_of_word(std::string_view word)
{
    for (const Field field : all_fields())
        if (field_word(field) == word)
            return field;
    return std::nullopt;
}

const base::Text& field_title(Field field)
{
    return described()[static_cast<std::size_t>(field)].title;
}

} // namespace tucai::collect::roster
