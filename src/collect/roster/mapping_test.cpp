#include "collect/roster/mapping.h"
#include "collect/roster/test_tables.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace tucai::collect::roster {
namespace {

Table table_of(const Lines& lines)
{
    ReadOptions options;
    options.heading_row = 1;
    return *read_table(bytes_of(as_csv(lines)), options);
}

std::optional<Field> meaning(std::string_view heading)
{
    const auto found = meaning_of_heading(heading);
    return found ? std::optional(found->field) : std::nullopt;
}

TEST(Headings, ChsisFieldNamesAreKnown)
{
    const std::vector<std::pair<const char*, Field>> names = {{"KSH", Field::ExamineeNumber},
                                                              {"XH", Field::StudentNumber},
                                                              {"XM", Field::Name},
                                                              {"XB", Field::Sex},
                                                              {"CSRQ", Field::BirthDate},
                                                              {"SFZH", Field::DocumentNumber},
                                                              {"ZZMM", Field::PoliticalStatus},
                                                              {"MZ", Field::Ethnicity},
                                                              {"ZYDM", Field::MajorCode},
                                                              {"ZYMC", Field::MajorName},
                                                              {"CC", Field::Level},
                                                              {"XZ", Field::Duration},
                                                              {"XXXS", Field::StudyMode},
                                                              {"RXRQ", Field::EntryDate},
                                                              {"YJBYRQ", Field::GraduationDate},
                                                              {"FY", Field::College},
                                                              {"XSH", Field::Department},
                                                              {"BH", Field::ClassName},
                                                              {"YXDM", Field::SchoolCode},
                                                              {"YXMC", Field::SchoolName}};
    for (const auto& [name, field] : names) {
        EXPECT_EQ(meaning(name), field) << name;
        EXPECT_EQ(meaning(std::string(name) + ",C,18"), field) << "as a spreadsheet shows a DBF's";
    }
}

TEST(Headings, ChineseAndEnglishOnesAreKnownInTheirVariants)
{
    const std::vector<std::pair<const char*, Field>> names = {{"考生号", Field::ExamineeNumber},
                                                              {" 学 号 ", Field::StudentNumber},
                                                              {"姓名*", Field::Name},
                                                              {"姓名(必填)", Field::Name},
                                                              {"XM姓名", Field::Name},
                                                              {"姓名 Name", Field::Name},
                                                              {"姓名(英文)", Field::LatinName},
                                                              {"证件\n号码", Field::DocumentNumber},
                                                              {"身份证号/护照号", Field::DocumentNumber},
                                                              {"证件类型", Field::DocumentKind},
                                                              {"院系", Field::College},
                                                              {"所在学院:", Field::College},
                                                              {"分院", Field::College},
                                                              {"专业", Field::MajorName},
                                                              {"专业 / 代码", Field::MajorCode},
                                                              {"基本信息 / 姓名", Field::Name},
                                                              {"班级", Field::ClassName},
                                                              {"手机", Field::Phone},
                                                              {"本人手机号码", Field::Phone},
                                                              {"电子邮箱", Field::Email},
                                                              {"E-mail", Field::Email},
                                                              {"Student ID", Field::StudentNumber},
                                                              {"Full name", Field::Name},
                                                              {"Date of Birth (YYYYMMDD)", Field::BirthDate},
                                                              {"Passport No.", Field::DocumentNumber},
                                                              {"GENDER", Field::Sex},
                                                              {"ｘｍ", Field::Name}};
    for (const auto& [name, field] : names)
        EXPECT_EQ(meaning(name), field) << name;
}

TEST(Headings, OtherPeoplesAndUnknownOnesMeanNothing)
{
    for (const char* name : {"父亲姓名", "家长手机", "曾用名", "辅导员姓名", "紧急联系人电话", "学院代码",
                             "序号", "", "Father's name", "成绩"})
        EXPECT_EQ(meaning(name), std::nullopt) << name;
}

TEST(Fields, EveryOneHasAWordAndATitleOfItsOwn)
{
    std::set<std::string_view> words;
    for (const Field field : all_fields()) {
        EXPECT_TRUE(words.insert(field_word(field)).second) << field_word(field);
        EXPECT_EQ(field_of_word(field_word(field)), field);
        EXPECT_FALSE(field_title(field).zh.empty() || field_title(field).en.empty());
        EXPECT_EQ(meaning(field_title(field).zh), field) << "its own title names it";
    }
    EXPECT_EQ(field_of_word("no such"), std::nullopt);
}

const Lines good_roster = {{"序号", "学号", "姓名", "性别", "证件号码", "学院"},
                           {"1", "2022010101", "张三", "男", "320101200401010011", "历史学院"},
                           {"2", "2022010102", "李四", "女", "320101200401010029", "历史学院"}};

TEST(Mapping, GuessesEachColumnAndSaysWhatIsLeftOver)
{
    const auto mapping = guess_mapping(table_of(good_roster));
    EXPECT_EQ(mapping.column_of(Field::StudentNumber), 1U);
    EXPECT_EQ(mapping.column_of(Field::Name), 2U);
    EXPECT_EQ(mapping.column_of(Field::DocumentNumber), 4U);
    EXPECT_EQ(mapping.column_of(Field::Phone), std::nullopt);
    EXPECT_EQ(mapping.left_over(), std::vector<std::size_t>{0});
    EXPECT_GT(mapping.columns[2].confidence, 0.95);
    EXPECT_EQ(mapping.columns[2].evidence, Evidence::Heading);
}

TEST(Mapping, CellsThatContradictTheirHeadingLowerTheConfidence)
{
    auto lines = good_roster;
    lines[1][3] = "320101200401010011";
    lines[2][3] = "320101200401010029";
    const auto mapping = guess_mapping(table_of(lines));
    EXPECT_TRUE(mapping.columns[3].is_contradicted);
    EXPECT_LT(mapping.columns[3].confidence, 0.5);
}

TEST(Mapping, AColumnWithoutAHeadingIsGuessedByItsCells)
{
    auto lines = good_roster;
    lines[0][4] = "其他";
    lines[0][3] = "";
    const auto mapping = guess_mapping(table_of(lines));
    EXPECT_EQ(mapping.columns[4].field, Field::DocumentNumber);
    EXPECT_EQ(mapping.columns[4].evidence, Evidence::Cells);
    EXPECT_LE(mapping.columns[4].confidence, 0.5);
    EXPECT_EQ(mapping.columns[3].field, Field::Sex);
}

TEST(Mapping, OfTwoColumnsForOneFieldTheSurerHasIt)
{
    auto lines = good_roster;
    lines[0][0] = "学生的姓名";
    const auto mapping = guess_mapping(table_of(lines));
    EXPECT_EQ(mapping.column_of(Field::Name), 2U);
    EXPECT_EQ(mapping.columns[0].field, std::nullopt);
    EXPECT_EQ(mapping.columns[0].also_meant, Field::Name);
}

TEST(Mapping, APersonMayCorrectIt)
{
    auto mapping = guess_mapping(table_of(good_roster));
    ASSERT_TRUE(correct(mapping, 0, Field::StudentNumber));
    EXPECT_EQ(mapping.column_of(Field::StudentNumber), 0U);
    EXPECT_EQ(mapping.columns[1].field, std::nullopt);
    EXPECT_EQ(mapping.columns[0].evidence, Evidence::Person);
    ASSERT_TRUE(correct(mapping, 2, std::nullopt));
    EXPECT_EQ(mapping.column_of(Field::Name), std::nullopt);
    EXPECT_FALSE(correct(mapping, 6, Field::Name));
}

TEST(Mapping, ARememberedOneIsTakenWhole)
{
    const auto table = table_of(good_roster);
    std::vector<std::optional<Field>> fields(6);
    fields[5] = Field::Department;
    EXPECT_EQ(remembered_mapping(table, fields)->column_of(Field::Department), 5U);
    fields[0] = Field::Department;
    EXPECT_FALSE(remembered_mapping(table, fields)) << "twice";
    fields.pop_back();
    EXPECT_FALSE(remembered_mapping(table, fields)) << "another width";
}

TEST(Mapping, TheFingerprintIsOfTheHeadingsAlone)
{
    const auto of = [](const std::vector<std::string>& headings) { return headings_fingerprint(headings); };
    EXPECT_EQ(of({"学号", "姓名"}), of({" 学 号", "姓名:", ""}));
    EXPECT_EQ(of({"XM"}), of({"ｘｍ"}));
    EXPECT_NE(of({"学号", "姓名"}), of({"姓名", "学号"}));
    EXPECT_NE(of({"学号姓名"}), of({"学号", "姓名"}));
    EXPECT_EQ(of({"学号", "姓名"}), "a977d925171a0846dd10448a5e299c82") << "remembered ones must stay good";
}

RC_GTEST_PROP(Mapping, NoFieldIsMeantTwice, ())
{
    const auto headings =
        *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
            "学号", "XH", "姓名", "Name", "手机", "本人手机", "父亲手机", "x", "", "证件号码", "护照号"}));
    RC_PRE(!headings.empty());
    auto lines = Lines{headings, std::vector<std::string>(headings.size(), "1")};
    const auto mapping = guess_mapping(table_of(lines));
    std::set<Field> seen;
    for (const auto& column : mapping.columns) {
        const bool is_share = column.confidence >= 0 && column.confidence <= 1;
        const bool is_new = !column.field || seen.insert(*column.field).second;
        RC_ASSERT(is_share);
        RC_ASSERT(is_new);
    }
    RC_ASSERT(mapping.left_over().size() + seen.size() == mapping.columns.size());
}

} // namespace
} // namespace tucai::collect::roster
