#include "collect/roster/fields.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <map>
#include <string>
#include <vector>

namespace tucai::collect::roster {
namespace {

using icu::Normalizer2;
using icu::UnicodeString;

struct Names {
    Field field;
    std::vector<std::string_view> names; ///< as keys
};

/// CHSI's field names first (a college's publication of its roster's columns; admission bases add YXDM,
/// YXMC), then headings that schools use, then English ones of schools with students from abroad.
const std::vector<Names>& all_names()
{
    static const std::vector<Names> all = {
        {Field::ExamineeNumber,
         {"ksh", "考生号", "考号", "高考考生号", "考生编号", "examineenumber", "examineeno",
          "candidatenumber", "candidateno"}},
        {Field::StudentNumber,
         {"xh", "学号", "学生号", "学籍号", "学生学号", "studentid", "studentno", "studentnumber", "stuid",
          "stuno", "sid", "studentidnumber"}},
        {Field::Name,
         {"xm", "姓名", "学生姓名", "名字", "中文姓名", "中文名", "毕业生姓名", "name", "fullname",
          "studentname", "chinesename", "nameinchinese"}},
        {Field::LatinName,
         {"ywxm", "xmpy", "英文姓名", "英文名", "姓名拼音", "拼音", "护照姓名", "外文姓名", "姓名英文",
          "englishname", "passportname", "nameinenglish", "nameinpassport", "nameonpassport", "pinyin",
          "latinname"}},
        {Field::Sex, {"xb", "性别", "sex", "gender"}},
        {Field::BirthDate,
         {"csrq", "出生日期", "出生年月", "出生年月日", "生日", "dateofbirth", "birthdate", "birthday",
          "dob"}},
        {Field::DocumentKind,
         {"sfzjlx", "sfzjlxm", "zjlx", "证件类型", "证件类别", "证件种类", "身份证件类型", "documenttype",
          "idtype", "typeofdocument", "documentkind", "certificatetype"}},
        {Field::DocumentNumber,
         {"sfzh",           "sfzhm",          "sfzjh",        "zjhm",           "zjh",
          "身份证号",       "身份证号码",     "身份证",       "公民身份号码",   "居民身份证号",
          "居民身份证号码", "证件号",         "证件号码",     "身份证件号",     "身份证件号码",
          "护照号",         "护照号码",       "身份证护照号", "身份证号护照号", "idnumber",
          "idno",           "idcard",         "idcardno",     "idcardnumber",   "passport",
          "passportno",     "passportnumber", "documentno",   "documentnumber"}},
        {Field::Nationality,
         {"gj", "gjdq", "国籍", "国籍地区", "国别", "国家", "国家地区", "nationality", "country",
          "citizenship"}},
        {Field::PoliticalStatus, {"zzmm", "政治面貌", "politicalstatus"}},
        {Field::Ethnicity, {"mz", "民族", "ethnicity", "ethnicgroup"}},
        {Field::SchoolCode,
         {"yxdm", "xxdm", "院校代码", "学校代码", "学校标识码", "院校代号", "schoolcode", "institutioncode"}},
        {Field::SchoolName,
         {"yxmc", "xxmc", "院校名称", "学校名称", "学校", "院校", "毕业院校", "universityname", "university",
          "institution"}},
        {Field::College,
         {"fy",       "xy",       "xymc",     "yx",       "学院",     "院系",        "分院",
          "学院名称", "院系名称", "二级学院", "所在学院", "所属学院", "系部",        "院部",
          "培养单位", "所在院系", "college",  "faculty",  "school",   "collegename", "schoolname"}},
        {Field::Department,
         {"xsh", "系所函", "系所", "系", "系名称", "函授站", "教学点", "department", "dept"}},
        {Field::MajorCode,
         {"zydm", "专业代码", "专业编码", "专业代号", "majorcode", "programmecode", "programcode"}},
        {Field::MajorName,
         {"zymc", "zy", "专业", "专业名称", "所学专业", "就读专业", "major", "majorname", "programme",
          "program", "fieldofstudy", "speciality", "specialty"}},
        {Field::ClassName,
         {"bh", "bj", "bjmc", "班级", "班号", "班级名称", "行政班", "行政班级", "所在班级", "教学班", "class",
          "classname", "classno", "classnumber"}},
        {Field::Grade, {"nj", "年级", "级别", "届别", "grade", "yearofstudy", "cohort"}},
        {Field::Level,
         {"cc", "层次", "培养层次", "学历层次", "学历", "办学层次", "level", "degreelevel", "studylevel",
          "degree"}},
        {Field::Duration,
         {"xz", "学制", "学习年限", "修业年限", "duration", "lengthofstudy", "lengthofschooling"}},
        {Field::StudyMode, {"xxxs", "学习形式", "办学形式", "学习方式", "studymode", "modeofstudy"}},
        {Field::EntryDate,
         {"rxrq", "入学日期", "入学时间", "入学年月", "dateofentry", "entrydate", "admissiondate",
          "enrolmentdate", "enrollmentdate"}},
        {Field::GraduationDate,
         {"yjbyrq", "byrq", "预计毕业日期", "预计毕业时间", "毕业日期", "毕业时间", "毕业年月", "拟毕业日期",
          "graduationdate", "expectedgraduation", "expectedgraduationdate", "expecteddateofgraduation"}},
        {Field::Phone,
         {"sj",      "sjh",      "sjhm",        "lxdh",     "手机",         "手机号",    "手机号码",
          "电话",    "电话号码", "联系电话",    "联系方式", "移动电话",     "phone",     "phonenumber",
          "phoneno", "mobile",   "mobilephone", "mobileno", "mobilenumber", "telephone", "tel"}},
        {Field::Email,
         {"dzyx", "邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址", "email", "emailaddress", "mail"}},
        {Field::Remark, {"bz", "备注", "说明", "remark", "remarks", "note", "notes", "comment"}},
    };
    return all;
}

const std::map<std::string_view, Field>& dictionary()
{
    static const std::map<std::string_view, Field> all = [] {
        std::map<std::string_view, Field> names;
        for (const auto& [field, list] : all_names())
            for (const auto name : list)
                names.emplace(name, field);
        return names;
    }();
    return all;
}

std::optional<Field> exact(std::string_view key)
{
    const auto place = dictionary().find(key);
    return place == dictionary().end() ? std::nullopt : std::optional(place->second);
}

/// Whether a heading speaks of somebody else, or of what was once.
bool is_of_another(std::string_view key)
{
    for (const std::string_view mark :
         {"父",     "母",     "家长",   "监护",     "紧急",      "联系人",     "辅导员",  "班主任",
          "导师",   "教师",   "老师",   "配偶",     "曾用",      "原",         "旧",      "生源",
          "father", "mother", "parent", "guardian", "emergency", "supervisor", "teacher", "former"})
        if (key.find(mark) != std::string_view::npos)
            return true;
    return false;
}

/// The longest Chinese name with which a key ends, such as 姓名 of 应届生姓名.
std::optional<Field> by_ending(std::string_view key)
{
    constexpr std::size_t least_bytes = 6; // two Chinese characters
    std::size_t longest = least_bytes - 1;
    std::optional<Field> best;
    for (const auto& [name, field] : dictionary())
        if (name.size() > longest && static_cast<unsigned char>(name[0]) >= 0x80U && key.ends_with(name)) {
            longest = name.size();
            best = field;
        }
    return best;
}

/// A heading without what stands in parentheses, of either width.
std::string without_parentheses(std::string_view heading)
{
    const auto text =
        UnicodeString::fromUTF8(icu::StringPiece(heading.data(), static_cast<int32_t>(heading.size())));
    UnicodeString outside;
    int depth = 0;
    for (int32_t i = 0; i < text.length(); ++i) {
        const UChar c = text[i];
        const bool is_closing = c == u')' || c == u')' || c == u'】' || c == u']';
        depth += c == u'(' || c == u'(' || c == u'【' || c == u'[' ? 1 : 0;
        if (depth == 0)
            outside.append(c);
        depth -= is_closing && depth > 0 ? 1 : 0;
    }
    std::string utf8;
    return outside.toUTF8String(utf8);
}

/// A heading without the type and width that a spreadsheet shows of a DBF's field: "KSH,C,14" is KSH.
std::string_view without_dbf_type(std::string_view heading)
{
    for (const std::string_view mark : {",C,", ",N,", ",D", ",L"})
        if (const auto place = heading.find(mark); place != std::string_view::npos)
            return heading.substr(0, place);
    return heading;
}

/// A key's leading Latin letters ("xm" of "xm姓名"), or those at its end; empty where all of it is.
std::string_view latin_part(std::string_view key)
{
    const auto is_latin = [](char c) { return c >= 'a' && c <= 'z'; };
    std::size_t size = 0;
    while (size < key.size() && is_latin(key[size]))
        ++size;
    if (size > 0)
        return size < key.size() ? key.substr(0, size) : std::string_view();
    while (size < key.size() && is_latin(key[key.size() - 1 - size]))
        ++size;
    return key.substr(key.size() - size);
}

std::optional<HeadingMeaning> meaning_of_key(std::string_view key, double confidence)
{
    if (const auto field = exact(key))
        return HeadingMeaning{*field, confidence};
    const auto latin = latin_part(key);
    if (latin.size() > 1)
        if (const auto field = exact(latin))
            return HeadingMeaning{*field, confidence * 0.9};
    return std::nullopt;
}

} // namespace

std::string heading_key(std::string_view heading)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* fold = Normalizer2::getNFKCCasefoldInstance(status);
    const auto text =
        UnicodeString::fromUTF8(icu::StringPiece(heading.data(), static_cast<int32_t>(heading.size())));
    const UnicodeString folded = U_SUCCESS(status) ? fold->normalize(text, status) : text;
    UnicodeString key;
    for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1))
        if (const UChar32 c = folded.char32At(i); u_isalnum(c) != 0)
            key.append(c);
    std::string utf8;
    return key.toUTF8String(utf8);
}

std::optional<HeadingMeaning> meaning_of_heading(std::string_view heading)
{
    constexpr std::size_t most_bytes = 200; // what is longer is a sentence
    if (heading.size() > most_bytes)
        return std::nullopt;
    heading = without_dbf_type(heading);
    const auto key = heading_key(heading);
    if (key.empty() || is_of_another(key))
        return std::nullopt;
    if (const auto meaning = meaning_of_key(key, 1.0))
        return meaning;
    const auto bare = heading_key(without_parentheses(heading));
    if (const auto meaning = meaning_of_key(bare, 0.95))
        return meaning;
    if (const auto level = heading.rfind(" / "); level != std::string_view::npos)
        if (const auto meaning =
                meaning_of_key(heading_key(without_parentheses(heading.substr(level + 3))), 0.9))
            return meaning;
    if (const auto field = by_ending(bare))
        return HeadingMeaning{*field, 0.7};
    return std::nullopt;
}

} // namespace tucai::collect::roster
