#include "collect/students/roster_row.h"

#include <map>

namespace tucai::collect {
namespace {

using roster::Field;

const std::map<ErrorCode, base::Text>& by_code()
{
    static const std::map<ErrorCode, base::Text> mends = {
        {ErrorCode::DocumentEmpty, {"请填写证件号码。", "Give the number of the document."}},
        {ErrorCode::DocumentCharacters,
         {"证件号码中有不应出现的字符。字母 O、I 可能是数字 0、1 之误;请对照证件重填。",
          "The number holds characters that no document has. A letter O or I may stand for 0 or 1; compare "
          "with "
          "the card."}},
        {ErrorCode::DocumentLength,
         {"证件号码位数不对。请对照证件重填。",
          "The number has too few or too many characters. Compare with the card."}},
        {ErrorCode::DocumentLostDigits,
         {"表格软件把证件号码当作数字,末几位已丢失。请把该列设为“文本”后从原始数据重新填入。",
          "A spreadsheet took the number for a quantity and dropped its last digits. Make the column text "
          "and fill "
          "it in anew from the source."}},
        {ErrorCode::DocumentBirthDay,
         {"证件号码中的出生日期不存在。请对照证件重填。",
          "The birth day in the number is not in the calendar. Compare with the card."}},
        {ErrorCode::DocumentChecksum,
         {"证件号码的校验位不符:有一位填错或两位颠倒。请对照证件重填。",
          "The last character does not fit the others: one is wrong, or two are swapped. Compare with the "
          "card."}},
        {ErrorCode::DocumentOtherKind,
         {"证件号码与证件类型不符。请更正其一。",
          "The number is of another kind of document. Correct one of both."}},
        {ErrorCode::NameEmpty, {"请填写姓名。", "Give the name."}},
        {ErrorCode::NameTooLong,
         {"姓名超过 100 个字符。请核对。", "The name has more than 100 characters. Check it."}},
        {ErrorCode::NameIllFormed,
         {"姓名的编码已损坏。请从原始数据重新导出。",
          "The name's bytes are damaged. Export it anew from the source."}},
        {ErrorCode::NameControl,
         {"姓名中有看不见的控制字符。请删去后重填。",
          "The name holds characters that nobody sees. Type it anew."}},
        {ErrorCode::NameUnassigned,
         {"姓名中有不存在的字符。请对照证件重填。",
          "The name holds a character that does not exist. Compare with the card."}},
        {ErrorCode::NamePrivateUse,
         {"姓名中有只在原系统中可见的自造字。请用国家标准 GB 18030 中的字重填。",
          "The name holds a character of one system's own. Write it with the national standard's."}},
        {ErrorCode::NameSymbol,
         {"姓名中有符号。请删去。", "The name holds a sign that stands in no name. Delete it."}},
        {ErrorCode::NameNoLetter,
         {"姓名中没有文字。请填写姓名。", "The name holds no letter. Give the name."}},
        {ErrorCode::RosterDuplicate,
         {"与表中前面的某一行是同一名学生。请删去其中一行。",
          "An earlier row of the table is the same student. Delete one of both."}},
        {ErrorCode::RosterAmbiguous,
         {"学号、考生号、证件号码分别属于名单中的不同学生。请核对。",
          "Student number, examinee number and document are those of different students on the list. Check "
          "them."}},
    };
    return mends;
}

} // namespace

base::Text mend_of(ErrorCode code, std::optional<Field> field)
{
    const auto known = by_code().find(code);
    if (known != by_code().end())
        return known->second;
    const auto title = field ? roster::field_title(*field) : base::Text{"该栏", "this column"};
    if (code == ErrorCode::RosterFieldMissing)
        return {"请填写“" + title.zh + "”。", "Give: " + title.en + "."};
    if (field == Field::BirthDate)
        return {"日期应写成 2004-05-06 或 20040506。", "Write the date as 2004-05-06 or 20040506."};
    if (field == Field::Sex)
        return {"性别应为“男”或“女”。", "Write the sex as 男 or 女, M or F."};
    if (field == Field::DocumentKind)
        return {"证件类型无法识别。可留空,由号码判断。",
                "This kind of document is not known. Leave it empty, and the number tells."};
    return {"“" + title.zh + "”无法读取:过长,或有不应出现的字符。请更正。",
            title.en +
                " cannot be read: it is too long or holds characters that do not belong there. Correct it."};
}

} // namespace tucai::collect
