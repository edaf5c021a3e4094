#include "collect/students/roster_row.h"
#include "collect/students/rosters_for_tests.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

using roster::Field;
using testing::ElementsAre;

/// A good row; each test bends one thing.
struct Typed {
    std::map<Field, std::string> texts = {
        {Field::Name, "张三"}, {Field::DocumentNumber, "320106200208151233"}, {Field::StudentNumber, "0201"}};
    std::vector<RowFault> faults;
    std::vector<NotedRow> notes;

    std::optional<RosterRow> read(bool has_lost_digits = false)
    {
        GivenCells cells;
        for (const auto& [field, text] : texts)
            cells[field] = {text, has_lost_digits && field == Field::DocumentNumber};
        return read_roster_row(cells, 7, faults, notes);
    }
    std::vector<std::string> codes() const
    {
        std::vector<std::string> words;
        for (const auto& fault : faults)
            words.emplace_back(error_word(fault.code));
        return words;
    }
    std::vector<RowNote> noted() const
    {
        std::vector<RowNote> found;
        for (const auto& note : notes)
            found.push_back(note.note);
        return found;
    }
};

TEST(RosterRow, IsReadWhole)
{
    Typed typed;
    typed.texts[Field::Sex] = "男";
    typed.texts[Field::BirthDate] = "2002年8月15日";
    typed.texts[Field::College] = " 文学院 ";
    typed.texts[Field::MajorName] = "汉语言文学";
    const auto row = typed.read();
    ASSERT_TRUE(row);
    EXPECT_EQ(row->number, 7U);
    EXPECT_EQ(row->identity[IdentityField::Sex], "male");
    EXPECT_EQ(row->identity[IdentityField::BirthDate], "2002-08-15");
    EXPECT_EQ(row->identity[IdentityField::StudentNumber], "0201") << "a zero in front stays";
    EXPECT_EQ(row->identity[IdentityField::Studies], R"({"major_name":"汉语言文学"})");
    EXPECT_EQ(row->college, "文学院");
    EXPECT_EQ(row->language, "zh");
    EXPECT_THAT(typed.notes, testing::IsEmpty());
}

TEST(RosterRow, SaysEveryFaultWithItsFieldValueAndMend)
{
    Typed typed;
    typed.texts[Field::Name] = "";
    typed.texts[Field::DocumentNumber] = "320106200208151234";
    typed.texts[Field::BirthDate] = "gestern";
    EXPECT_FALSE(typed.read());
    EXPECT_THAT(typed.codes(), ElementsAre("name.empty", "document.checksum", "roster.cell"));
    EXPECT_EQ(typed.faults[1].row, 7U);
    EXPECT_EQ(typed.faults[1].field, Field::DocumentNumber);
    EXPECT_EQ(typed.faults[1].value, "320106200208151234");
    for (const auto& fault : typed.faults) {
        EXPECT_FALSE(fault.mend.zh.empty());
        EXPECT_FALSE(fault.mend.en.empty());
    }
}

TEST(RosterRow, AnUnresolvedNameStaysSoAndIsNoted)
{
    Typed typed;
    typed.texts[Field::Name] = "张??";
    const auto row = typed.read();
    ASSERT_TRUE(row);
    EXPECT_FALSE(row->name_is_resolved);
    EXPECT_THAT(typed.noted(), ElementsAre(RowNote::NameUnresolved));
}

TEST(RosterRow, ANumberThatLostDigitsIsRefusedWithTheReason)
{
    Typed typed;
    EXPECT_FALSE(typed.read(true));
    EXPECT_THAT(typed.codes(), ElementsAre("document.lost_digits"));
    Typed shown;
    shown.texts[Field::DocumentNumber] = "3.20106E+17";
    EXPECT_FALSE(shown.read());
    EXPECT_THAT(shown.codes(), ElementsAre("document.lost_digits"));
}

TEST(RosterRow, TheKindOfDocumentMayBeToldOrNot)
{
    Typed typed;
    typed.texts[Field::DocumentKind] = "护照";
    EXPECT_FALSE(typed.read());
    EXPECT_THAT(typed.codes(), ElementsAre("document.other_kind"));
    Typed passport;
    passport.texts[Field::Name] = "Müller Hans";
    passport.texts[Field::DocumentKind] = "外国护照";
    passport.texts[Field::DocumentNumber] = "c01x00t47";
    const auto row = passport.read();
    ASSERT_TRUE(row);
    EXPECT_EQ(row->document_kind, DocumentKind::Passport);
    EXPECT_EQ(row->identity[IdentityField::Document], "C01X00T47");
    EXPECT_EQ(row->language, "en");
    Typed unknown;
    unknown.texts[Field::DocumentKind] = "驾驶证";
    EXPECT_FALSE(unknown.read());
    EXPECT_EQ(unknown.faults[0].field, Field::DocumentKind);
}

TEST(RosterRow, WhatContradictsTheDocumentIsNoted)
{
    Typed typed;
    typed.texts[Field::Sex] = "女";
    typed.texts[Field::BirthDate] = "20020816";
    typed.texts[Field::Phone] = "见群";
    typed.texts[Field::Email] = "none";
    const auto row = typed.read();
    ASSERT_TRUE(row);
    EXPECT_THAT(typed.noted(), ElementsAre(RowNote::SexDiffers, RowNote::BirthDateDiffers,
                                           RowNote::PhoneLeftOut, RowNote::EmailLeftOut));
    EXPECT_EQ(row->identity[IdentityField::Phone], "");
}

TEST(RosterRow, WhatNothingNeedsIsNotKept)
{
    Typed typed;
    typed.texts[Field::PoliticalStatus] = "共青团员";
    typed.texts[Field::Ethnicity] = "汉族";
    typed.texts[Field::Remark] = "困难生";
    const auto row = typed.read();
    ASSERT_TRUE(row);
    EXPECT_EQ(*row, *Typed{}.read());
}

TEST(RosterNumber, IsMadePlainOrNone)
{
    EXPECT_EQ(read_roster_number(" ２０２2-a１ "), "2022-A1");
    EXPECT_EQ(read_roster_number("'0012"), "0012");
    for (const char* none : {"", "0", "000", "-", "/", "无", " "})
        EXPECT_EQ(read_roster_number(none), "") << none;
    EXPECT_FALSE(read_roster_number("学号"));
    EXPECT_FALSE(read_roster_number(std::string(41, '1')));
}

TEST(RosterRows, NameRowAndColumnAndTheSecondOfTwoAlike)
{
    const auto table =
        roster::read_table(roster::bytes_of(roster::as_csv({{"学号", "姓名", "证件号码"},
                                                            {"1", "张三", "320106200208151233"},
                                                            {"2", "李四", "320106200208151234"},
                                                            {"1", "王五", "11010519491231002X"}})));
    ASSERT_TRUE(table);
    const auto rows = read_roster_rows(*table, roster::guess_mapping(*table));
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->rows.size(), 1U);
    ASSERT_EQ(rows->faults.size(), 2U);
    EXPECT_EQ(rows->faults[0].row, 3U);
    EXPECT_EQ(rows->faults[0].column, 3U);
    EXPECT_EQ(rows->faults[1].code, ErrorCode::RosterDuplicate);
    EXPECT_EQ(rows->faults[1].field, Field::StudentNumber);
    EXPECT_EQ(rows->faults[1].value, "1");
}

TEST(RosterRows, WithoutANameOrADocumentThereIsNoRoster)
{
    const auto table = roster::read_table(
        roster::bytes_of(roster::as_csv({{"学号", "姓名"}, {"1", "张三"}, {"2", "李四"}})));
    ASSERT_TRUE(table);
    EXPECT_EQ(read_roster_rows(*table, roster::guess_mapping(*table)).error().code,
              ErrorCode::RosterFieldMissing);
}

} // namespace
} // namespace tucai::collect
