#include "collect/roster/table.h"
#include "collect/roster/test_tables.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::collect::roster {
namespace {

std::string gbk(std::string_view text)
{
    return in_encoding(text, "GB18030");
}

/// A roster as an admission base has it; each test bends one thing.
DbfBuilder admission_base()
{
    DbfBuilder table;
    table.field("KSH", 'C', 14).field("XM", 'C', 40).field("CSRQ", 'D', 8).field("CJ", 'N', 6);
    table.record({"26320101150001", gbk("张三"), "20040229", " 598.5"});
    table.record({"26320101150002", gbk("李??"), "        ", ""}, '*');
    table.record({"26320101150003", gbk("李??"), "        ", "******"});
    return table;
}

Error error_of_file(const FileBytes& bytes)
{
    ReadOptions options;
    options.language = base::Language::English;
    const auto table = read_table(bytes, options);
    return table ? Error{ErrorCode::Internal, "it was read"} : table.error();
}

TEST(Dbf, ReadsFieldsAndRecordsWithTheirKinds)
{
    const auto table = read_table(admission_base().file());
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->found().format, Format::Dbf);
    EXPECT_EQ(table->found().encoding, Encoding::Gbk);
    EXPECT_EQ(table->headings(), (std::vector<std::string>{"KSH", "XM", "CSRQ", "CJ"}));
    EXPECT_EQ(rows_of(*table), (Lines{{"26320101150001", "张三", "2004-02-29", "598.5"},
                                      {"26320101150003", "李??", "", "******"}}));
    EXPECT_EQ(table->cell(0, 2).kind, CellKind::Date);
    EXPECT_EQ(table->cell(0, 3).kind, CellKind::Number);
    EXPECT_EQ(table->cell(1, 3).kind, CellKind::Error) << "a number that its field could not hold";
}

TEST(Dbf, DeletedRecordsAreLeftOutAndCounted)
{
    const auto table = read_table(admission_base().file());
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->found().deleted_records, 1U);
    EXPECT_EQ(table->row_number(1), 3U) << "numbered as the file counts";
}

TEST(Dbf, TheCodePageByteIsShown)
{
    const auto table = read_table(admission_base().code_page(0x7A).file());
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->found().code_page_byte, 0x7A);
}

TEST(Dbf, Utf8IsTakenWhereAllOfItIs)
{
    DbfBuilder table;
    table.field("XM", 'C', 20).record({"张三"}).record({"𠮷"});
    EXPECT_EQ(read_table(table.file())->found().encoding, Encoding::Utf8);
    EXPECT_EQ(read_table(table.file())->cell(1, 0).text, "𠮷");
}

TEST(Dbf, CharactersOfFourBytesAreRead)
{
    DbfBuilder table;
    table.field("XM", 'C', 20).record({gbk("㼆𠮷·")});
    const auto read = read_table(table.file());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->cell(0, 0).text, "㼆𠮷·");
    EXPECT_EQ(read->found().encoding, Encoding::Gb18030);
}

TEST(Dbf, ACharacterCutByItsFieldIsRefusedWithItsPlace)
{
    DbfBuilder table;
    table.field("KSH", 'C', 4).field("XM", 'C', 6).record({"1", gbk("张三")}).record({"2", gbk("张𠮷")});
    EXPECT_EQ(error_of_file(table.file()).message, "it was read");
    DbfBuilder narrow;
    narrow.field("KSH", 'C', 4).field("XM", 'C', 5).record({"1", gbk("张三")}).record({"2", gbk("张𠮷")});
    const auto error = error_of_file(narrow.file());
    EXPECT_EQ(error.code, ErrorCode::TableEncoding);
    EXPECT_TRUE(error.message.starts_with("Row 2, column 2 (B): at byte 3 ")) << error.message;
}

TEST(Dbf, ChineseFieldNamesMayBeCut)
{
    DbfBuilder table;
    table.field(gbk("身份证号码").substr(0, 9), 'C', 18).record({gbk("无")});
    EXPECT_EQ(read_table(table.file())->headings()[0], "身份证号");
}

TEST(Dbf, MemosAndBinaryFieldsAreRefusedAloud)
{
    for (const char type : {'M', 'G', 'B', 'I', 'Y', 'T'}) {
        DbfBuilder table;
        table.field("XM", 'C', 10).field("BZ", type, 10).record({"a", "0000000001"});
        const auto error = error_of_file(table.file());
        EXPECT_EQ(error.code, ErrorCode::TableUnsupported) << type;
        EXPECT_TRUE(error.message.starts_with("Column 2 (B): ")) << error.message;
    }
}

TEST(Dbf, LogicalFieldsAreBooleans)
{
    DbfBuilder table;
    table.field("A", 'L', 1).field("B", 'L', 1).field("C", 'L', 1).record({"Y", "f", "?"});
    const auto read = read_table(table.file());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(rows_of(*read), (Lines{{"TRUE", "FALSE", ""}}));
}

TEST(Dbf, CutOrLyingFilesAreDamage)
{
    const auto whole = admission_base().file();
    for (std::size_t size = 200; size + 1 < whole.size(); size += 11)
        EXPECT_EQ(error_of_file({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}).code,
                  ErrorCode::TableDamaged)
            << size;
    for (const auto& [place, value] : std::vector<std::pair<std::size_t, std::uint8_t>>{
             {7, 0x80}, {7, 0x7F}, {10, 1}, {11, 0}, {32 + 16, 255}, {64 + 16, 255}}) {
        auto bent = whole;
        bent[place] = value;
        const auto table = read_table(bent);
        EXPECT_TRUE(table || table.error().code == ErrorCode::TableDamaged) << place;
    }
}

RC_GTEST_PROP(Dbf, NoShakenTableBreaksTheReader, ())
{
    auto bytes = admission_base().file();
    for (int i = *rc::gen::inRange(1, 20); i > 0; --i)
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<std::uint8_t>();
    const auto table = read_table(bytes);
    RC_ASSERT(table || !table.error().message.empty());
}

} // namespace
} // namespace tucai::collect::roster
