#include "collect/roster/encoding.h"
#include "collect/roster/readers.h"
#include "collect/roster/test_tables.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::collect::roster {
namespace {

ReadOptions in_english()
{
    ReadOptions options;
    options.language = base::Language::English;
    return options;
}

Error error_of_text(std::string_view text, const ReadOptions& options = in_english())
{
    const auto table = read_table(bytes_of(text), options);
    return table ? Error{ErrorCode::Internal, "it was read"} : table.error();
}

constexpr std::string_view roster = "学号,姓名\n0201,张三\n0202,阿卜杜拉·买买提\n";

TEST(CsvTable, ReadsHeadingsAndRows)
{
    const auto table = read_table(bytes_of(roster));
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->headings(), (std::vector<std::string>{"学号", "姓名"}));
    EXPECT_EQ(rows_of(*table), (Lines{{"0201", "张三"}, {"0202", "阿卜杜拉·买买提"}}));
    EXPECT_EQ(table->row_number(1), 3U);
    EXPECT_EQ(table->found().encoding, Encoding::Utf8);
    EXPECT_FALSE(table->found().has_byte_order_mark);
    EXPECT_EQ(table->found().separator, ',');
}

TEST(CsvTable, EveryEncodingIsFoundOut)
{
    struct Case {
        const char* icu_name;
        std::string mark;
        std::string text;
        Encoding encoding;
    };
    const std::string plain(roster);
    const std::string rare = plain + "0203,𠮷田㼆\n"; // outside of GBK
    for (const auto& [name, mark, text, encoding] : std::vector<Case>{
             {"UTF-8", "\xEF\xBB\xBF", rare, Encoding::Utf8},
             {"UTF-16LE", "\xFF\xFE", rare, Encoding::Utf16Le},
             {"UTF-16BE", "\xFE\xFF", rare, Encoding::Utf16Be},
             {"GB18030", "", rare, Encoding::Gb18030},
             {"GB18030", "", plain, Encoding::Gbk},
         }) {
        const auto table = read_table(bytes_of(mark + in_encoding(text, name)));
        ASSERT_TRUE(table) << name << table.error().message;
        EXPECT_EQ(table->found().encoding, encoding) << name;
        EXPECT_EQ(table->found().has_byte_order_mark, !mark.empty());
        EXPECT_EQ(table->cell(1, 1).text, "阿卜杜拉·买买提");
        EXPECT_EQ(table->row_count(), text == rare ? 3U : 2U);
    }
}

TEST(CsvTable, TheSeparatorOfNamesIsTheOneOfGb18030)
{
    EXPECT_NE(in_encoding(roster, "GB18030").find("\xA1\xA4"), std::string::npos) << "U+00B7";
}

TEST(CsvTable, AnIllFormedByteNamesItsRowAndPlace)
{
    auto text = in_encoding(roster, "GB18030");
    const auto place = text.find("0202") + 5;
    text.insert(place, 1, '\xFF');
    const auto error = error_of_text(text);
    EXPECT_EQ(error.code, ErrorCode::TableEncoding);
    EXPECT_TRUE(error.message.starts_with("Row 3: at byte " + std::to_string(place + 1) + " "))
        << error.message << place;
}

TEST(CsvTable, ACutCharacterOfFourBytesIsRefused)
{
    const auto whole = in_encoding("姓名\n张𠮷", "GB18030");
    for (std::size_t missing = 1; missing < 4; ++missing)
        EXPECT_EQ(error_of_text(whole.substr(0, whole.size() - missing)).code, ErrorCode::TableEncoding)
            << missing;
}

TEST(CsvTable, TheCallerMayKnowTheEncodingBetter)
{
    auto options = in_english();
    options.encoding = Encoding::Utf8;
    EXPECT_EQ(error_of_text(in_encoding(roster, "GB18030"), options).code, ErrorCode::TableEncoding);
}

TEST(CsvTable, SeparatorsAreFoundOut)
{
    EXPECT_EQ(find_separator("a;b,c;d\n1;2;3\n"), ';');
    EXPECT_EQ(find_separator("a\tb\n1,5\t2,5\n1\t2\n"), '\t');
    EXPECT_EQ(find_separator("title; of all\na,b\n1,2\n"), ',');
    EXPECT_EQ(find_separator("one column\nonly\n"), ',');
    EXPECT_EQ(find_separator("\"a;b;c\",d\n"), ',');
}

TEST(CsvTable, ATitleAboveTheHeadingsIsPassedOver)
{
    const auto table = read_table(bytes_of("某大学 2026 届名册,,\n,,\n考生号,姓名,性别\n1,张三,男\n"));
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->found().heading_row, 3U);
    EXPECT_EQ(table->headings(), (std::vector<std::string>{"考生号", "姓名", "性别"}));
    EXPECT_EQ(table->row_number(0), 4U);
}

TEST(CsvTable, ATableWithoutHeadingsHasEmptyOnes)
{
    const auto table = read_table(bytes_of("20220101,张三\n20220102,李四\n"));
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->found().heading_row, 0U);
    EXPECT_EQ(table->headings(), (std::vector<std::string>{"", ""}));
    EXPECT_EQ(table->row_count(), 2U);
}

TEST(CsvTable, TheCallerMayKnowTheHeadingRowBetter)
{
    ReadOptions options;
    options.heading_row = 3;
    EXPECT_EQ(read_table(bytes_of(roster), options)->headings()[0], "0202");
    options.heading_row = 0;
    EXPECT_EQ(read_table(bytes_of(roster), options)->row_count(), 3U);
}

TEST(CsvTable, NumbersThatASpreadsheetShortenedAreMarked)
{
    const auto table = read_table(bytes_of("学号,身份证号,班级\n1,3.20101E+17,2E1\n"));
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_TRUE(table->cell(0, 1).might_have_lost_digits);
    EXPECT_FALSE(table->cell(0, 2).might_have_lost_digits);
    EXPECT_EQ(table->found().cells_with_lost_digits, 1U);
}

TEST(CsvTable, WhatBeginsAsAFormulaIsText)
{
    const auto table = read_table(bytes_of("学号,姓名\n1,=1+1\n2,=cmd|'/c calc'!A0\n=\"0201\",x\n"));
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->cell(1, 1).text, "=cmd|'/c calc'!A0");
    EXPECT_EQ(table->cell(2, 0).text, "0201") << "a guard against spreadsheets is no text";
}

TEST(CsvTable, AnOpenQuoteNamesItsRowColumnAndMend)
{
    const auto error = error_of_text("学号,姓名\n1,\"张三\n2,李四\n");
    EXPECT_EQ(error.code, ErrorCode::TableDamaged);
    EXPECT_EQ(error.message, "Row 2, column 2 (B): a quote is not closed. Close or delete it.");
    EXPECT_EQ(error_of_text("学号,姓名\n1,\"张三\n", {}).message,
              "第 2 行第 2 列(B 列):英文双引号没有成对。请补上或删去它。");
}

TEST(CsvTable, LimitsAreHeld)
{
    auto options = in_english();
    options.limits = {
        .bytes = 2'000'000, .rows = 3, .columns = 2, .cells = 6, .cell_characters = 4, .text_bytes = 60};
    EXPECT_EQ(error_of_text(roster.substr(0, 19), options).message, "it was read");
    EXPECT_EQ(error_of_text("a,b\n1,2\n1,2\n1,2\n", options).code, ErrorCode::TableTooLarge) << "rows";
    EXPECT_EQ(error_of_text("a,b\n1,2,3\n", options).code, ErrorCode::TableTooLarge) << "columns";
    EXPECT_EQ(error_of_text("a,b,,,\n1,2,,,\n", options).message, "it was read") << "empty ones do not count";
    EXPECT_EQ(error_of_text("a,b\n一二三四,五\n", options).message, "it was read");
    EXPECT_EQ(error_of_text("a,b\n一二三四五,五\n", options).code, ErrorCode::TableTooLarge) << "characters";
    EXPECT_EQ(error_of_text(std::string(1'000'000, ','), options).code, ErrorCode::TableTooLarge)
        << "a million columns";
    EXPECT_EQ(error_of_text(std::string(2'000'001, 'a'), options).code, ErrorCode::TableTooLarge) << "bytes";
    options.limits.text_bytes = 8;
    EXPECT_EQ(error_of_text("aaaa,bbbb\nc,d\n", options).code, ErrorCode::TableTooLarge) << "text";
}

TEST(CsvTable, TextIsNotTakenForADbf)
{
    std::string text = "C1\t\tC3\n"; // the first bytes of a dBASE table: a version, a month, a day
    for (int row = 0; row < 3000; ++row)
        text += "1\t2\t3\n";
    const auto table = read_table(bytes_of(text));
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->found().format, Format::Csv);
}

TEST(CsvTable, WhatIsNoTableSaysSo)
{
    EXPECT_EQ(error_of_text("").code, ErrorCode::TableEmpty);
    EXPECT_EQ(error_of_text("\n\n,,\n").code, ErrorCode::TableEmpty);
    EXPECT_EQ(error_of_text(std::string_view("\x7F"
                                             "ELF\0\0",
                                             6))
                  .code,
              ErrorCode::TableNotATable);
    EXPECT_EQ(error_of_text("%PDF-1.7").code, ErrorCode::TableUnsupported);
    EXPECT_EQ(error_of_text(" <html><table>").code, ErrorCode::TableUnsupported)
        << "a page that is called .xls";
}

/// A character that all the encodings have, more often of those that a table treats specially.
rc::Gen<std::string> some_text()
{
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
            "a", "1", ",", ";", "\t", "\"", "\n", "\r\n", " ", "=", "张", "·", "㼆", "𠮷", "é", "€"})),
        [](const std::vector<std::string>& characters) {
            std::string text;
            for (const auto& character : characters)
                text += character;
            return text;
        });
}

RC_GTEST_PROP(CsvTable, WhatIsWrittenInAnyEncodingReadsBackTheSame, ())
{
    const auto width = *rc::gen::inRange<std::size_t>(2, 5);
    auto rows = *rc::gen::container<Lines>(rc::gen::container<std::vector<std::string>>(width, some_text()));
    for (auto& row : rows)
        row[0] += "x"; // an empty row is no row, and a table that is empty no table
    const std::vector<std::string> headings = {"学号", "姓名", "性别", "班级"};
    Lines lines = {{headings.begin(), headings.begin() + static_cast<std::ptrdiff_t>(width)}};
    lines.insert(lines.end(), rows.begin(), rows.end());
    const char separator = *rc::gen::element(',', ';', '\t');
    const auto end = *rc::gen::element<std::string>("\r\n", "\n", "\r");
    const auto [name, mark] = *rc::gen::element<std::pair<std::string, std::string>>(
        std::pair("UTF-8", ""), std::pair("UTF-8", "\xEF\xBB\xBF"), std::pair("UTF-16LE", "\xFF\xFE"),
        std::pair("UTF-16BE", "\xFE\xFF"), std::pair("GB18030", ""));
    ReadOptions options;
    options.separator = separator;
    options.heading_row = 1;
    const auto table =
        read_table(bytes_of(mark + in_encoding(as_csv(lines, separator, end), name.c_str())), options);
    RC_ASSERT(table.has_value());
    RC_ASSERT(table->headings() == lines[0]);
    RC_ASSERT(rows_of(*table) == rows);
}

} // namespace
} // namespace tucai::collect::roster
