#include "collect/roster/table.h"
#include "collect/roster/test_workbook.h"

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

/// The cells of a sheet's second row, below headings 学号, 姓名.
Cell cell_of(const std::string& cell, const WorkbookParts& parts = {}, std::size_t column = 0)
{
    static std::vector<Table> kept; // the cells' texts lie in it
    auto bent = parts;
    bent.sheet =
        worksheet(R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2">)" +
                  cell + "</row>");
    auto table = read_table(bent.file());
    if (!table || table->row_count() != 1)
        return {"no table", CellKind::Error};
    kept.push_back(std::move(*table));
    return kept.back().cell(0, column);
}

Error error_of_sheet(const std::string& rows, const std::string& behind = "")
{
    WorkbookParts parts;
    parts.sheet = worksheet(rows, behind);
    const auto table = read_table(parts.file(), in_english());
    return table ? Error{ErrorCode::Internal, "it was read"} : table.error();
}

Error error_of_file(const FileBytes& bytes, const ReadOptions& options = in_english())
{
    const auto table = read_table(bytes, options);
    return table ? Error{ErrorCode::Internal, "it was read"} : table.error();
}

TEST(Xlsx, ReadsHeadingsRowsAndWhatItFound)
{
    const auto table = read_table(WorkbookParts{}.file());
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->headings(), (std::vector<std::string>{"学号", "姓名"}));
    ASSERT_EQ(table->row_count(), 1U);
    EXPECT_EQ(table->row_number(0), 2U);
    EXPECT_EQ(table->cell(0, 0).text, "0201") << "text keeps its leading zero";
    EXPECT_EQ(table->cell(0, 1).text, "张三");
    EXPECT_EQ(table->found().format, Format::Xlsx);
    EXPECT_EQ(table->found().sheet, "名册");
    EXPECT_EQ(table->found().heading_row, 1U);
}

TEST(Xlsx, RichTextIsPutTogetherAndPronunciationLeftOut)
{
    WorkbookParts parts;
    parts.strings = "<si><r><t>学</t></r><r><rPr/><t>号</t></r><rPh sb=\"0\" eb=\"1\"><t>xue</t></rPh></si>"
                    "<si><t>姓名</t><rPh><t>ming</t></rPh></si><si><t>1</t></si><si><t/></si>";
    const auto table = read_table(parts.file());
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->headings(), (std::vector<std::string>{"学号", "姓名"}));
    EXPECT_EQ(table->cell(0, 1).kind, CellKind::Empty);
}

TEST(Xlsx, InlineTextRunsAndEscapesAreRead)
{
    EXPECT_EQ(cell_of(inline_cell("A2", "a_x000D_b_x005F_x000D_")).text, "a\rb_x000D_");
    EXPECT_EQ(
        cell_of(R"(<c r="A2" t="inlineStr"><is><r><t>张</t></r><rPh><t>x</t></rPh><r><t>三</t></r></is></c>)")
            .text,
        "张三");
}

TEST(Xlsx, NumbersAreKeptAsTheFileWritesThem)
{
    const auto id = cell_of(R"(<c r="A2"><v>3.2010119900101101E+17</v></c>)");
    EXPECT_EQ(id.text, "3.2010119900101101E+17");
    EXPECT_EQ(id.kind, CellKind::Number);
    EXPECT_TRUE(id.might_have_lost_digits);
    EXPECT_TRUE(cell_of(R"(<c r="A2"><v>320101199001011000</v></c>)").might_have_lost_digits);
    const auto number = cell_of(R"(<c r="A2" s="3"><v>2022010101</v></c>)");
    EXPECT_EQ(number.text, "2022010101");
    EXPECT_FALSE(number.might_have_lost_digits);
    EXPECT_FALSE(cell_of(R"(<c r="A2"><v>0.30000000000000004</v></c>)").might_have_lost_digits);
}

TEST(Xlsx, DatesAreKnownByTheirFormat)
{
    const auto built_in = cell_of(R"(<c r="A2" s="1"><v>46203</v></c>)");
    EXPECT_EQ(built_in.kind, CellKind::Date);
    EXPECT_EQ(built_in.text, "2026-06-30");
    WorkbookParts parts;
    parts.formats =
        R"(<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>)";
    EXPECT_EQ(cell_of(R"(<c r="A2" s="2"><v>36526.5</v></c>)", parts).text, "2000-01-01 12:00:00");
    parts.formats = R"(<numFmt numFmtId="165" formatCode="0.00&quot;d&quot;_m[Red]"/>)";
    EXPECT_EQ(cell_of(R"(<c r="A2" s="2"><v>36526</v></c>)", parts).kind, CellKind::Number);
}

TEST(Xlsx, DatesMayCountFrom1904)
{
    WorkbookParts parts;
    parts.workbook_settings = R"(<workbookPr date1904="1"/>)";
    EXPECT_EQ(cell_of(R"(<c r="A2" s="1"><v>44741</v></c>)", parts).text, "2026-06-30");
}

TEST(Xlsx, BooleansErrorsAndIsoDatesHaveTheirKinds)
{
    EXPECT_EQ(cell_of(R"(<c r="A2" t="b"><v>1</v></c>)").text, "TRUE");
    EXPECT_EQ(cell_of(R"(<c r="A2" t="e"><v>#N/A</v></c>)").kind, CellKind::Error);
    EXPECT_EQ(cell_of(R"(<c r="A2" t="d"><v>2026-06-30</v></c>)").kind, CellKind::Date);
}

TEST(Xlsx, AFormulasKeptResultIsUsedAndMarked)
{
    const auto cell = cell_of(R"(<c r="A2" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c>)");
    EXPECT_EQ(cell.text, "ab");
    EXPECT_TRUE(cell.is_formula);
    EXPECT_EQ(cell_of(R"(<c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><v>3</v></c>)", {}, 1).is_formula, false);
}

TEST(Xlsx, AFormulaThatWasNeverReckonedIsEmptyAndCounted)
{
    WorkbookParts parts;
    parts.sheet = worksheet("<row>" + inline_cell("A1", "学号") + inline_cell("B1", "姓名") +
                            "</row><row><c><f>1+1</f><v/></c><c t=\"str\"><f>A2</f><v>张三</v></c></row>");
    const auto table = read_table(parts.file());
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->cell(0, 0).kind, CellKind::Empty);
    EXPECT_EQ(table->found().formulas_without_result, 1U);
    EXPECT_EQ(table->found().formula_cells, 1U);
}

TEST(Xlsx, TextThatLooksLikeAFormulaIsText)
{
    const auto cell = cell_of(inline_cell("A2", "=HYPERLINK(&quot;http://x&quot;)"));
    EXPECT_EQ(cell.text, "=HYPERLINK(\"http://x\")");
    EXPECT_EQ(cell.kind, CellKind::Text);
    EXPECT_FALSE(cell.is_formula);
}

TEST(Xlsx, PrefixedElementsAndCellsWithoutNamesAreRead)
{
    WorkbookParts parts;
    parts.sheet =
        R"(<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>)"
        R"(<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>)"
        R"(<x:row><x:c/><x:c t="s"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>)";
    const auto table = read_table(parts.file());
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->headings(), (std::vector<std::string>{"学号", "姓名"}));
    EXPECT_EQ(table->cell(0, 1).text, "张三");
}

TEST(Xlsx, HeadingsMayLieBelowATitleAndBeMerged)
{
    WorkbookParts parts;
    parts.sheet =
        worksheet("<row r=\"1\">" + inline_cell("A1", "某大学 2026 届毕业生名册") + "</row><row r=\"3\">" +
                      inline_cell("A3", "学号") + inline_cell("B3", "姓名") + inline_cell("C3", "专业") +
                      "</row><row r=\"4\">" + inline_cell("C4", "代码") + inline_cell("D4", "名称") +
                      "</row><row r=\"5\">" + inline_cell("A5", "1") + inline_cell("D5", "历史学") + "</row>",
                  R"(<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:B4"/>)"
                  R"(<mergeCell ref="C3:D3"/><mergeCell ref="A5:B5"/></mergeCells>)");
    const auto table = read_table(parts.file());
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->headings(), (std::vector<std::string>{"学号", "姓名", "专业 / 代码", "专业 / 名称"}));
    ASSERT_EQ(table->row_count(), 1U);
    EXPECT_EQ(table->row_number(0), 5U);
    EXPECT_EQ(table->found().heading_row, 4U);
    EXPECT_EQ(table->found().merged_below_headings, 1U);
}

TEST(Xlsx, TheFirstVisibleSheetIsReadOrTheOneNamed)
{
    WorkbookParts parts;
    parts.sheets =
        R"(<sheet name="旧" sheetId="1" state="hidden" r:id="rId9"/><sheet name="名册" sheetId="2" r:id="rId1"/>)";
    parts.more_relationships =
        R"(<Relationship Id="rId9" Type="x/worksheet" Target="/xl/worksheets/../worksheets/old.xml"/>)";
    auto entries = parts.entries();
    entries.emplace_back("xl/worksheets/old.xml", worksheet("<row>" + inline_cell("A1", "姓名") + "</row>"));
    const auto bytes = archive_of(entries);
    EXPECT_EQ(read_table(bytes)->found().sheet, "名册");
    auto options = in_english();
    options.sheet = "旧";
    EXPECT_EQ(read_table(bytes, options)->found().sheet, "旧");
    EXPECT_EQ(read_table(bytes, options)->found().sheets, (std::vector<std::string>{"旧", "名册"}));
    EXPECT_EQ(*list_sheets(bytes), (std::vector<std::string>{"旧", "名册"}));
    EXPECT_TRUE(list_sheets(bytes_of("a,b\n"))->empty());
    options.sheet = "no such";
    EXPECT_EQ(error_of_file(bytes, options).code, ErrorCode::TableNoSheet);
}

TEST(Xlsx, SharedTextsAreNotCopiedForEachCell)
{
    WorkbookParts parts;
    std::string rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)";
    for (int row = 2; row < 2000; ++row)
        rows += "<row><c t=\"s\"><v>2</v></c></row>";
    parts.sheet = worksheet(rows);
    parts.strings =
        "<si><t>学号</t></si><si><t>姓名</t></si><si><t>" + std::string(30'000, 'x') + "</t></si>";
    auto options = in_english();
    options.limits.text_bytes = 40'000;
    const auto table = read_table(parts.file(), options);
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->cell(0, 0).text.data(), table->cell(1997, 0).text.data());
}

TEST(Xlsx, AnEntityOrADocumentTypeIsRefused)
{
    WorkbookParts parts;
    const std::string laughs =
        R"(<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>)";
    parts.sheet =
        laughs + "<worksheet><sheetData><row><c t=\"str\"><v>&c;</v></c></row></sheetData></worksheet>";
    EXPECT_EQ(error_of_file(parts.file()).code, ErrorCode::TableUnsafe);
    parts.sheet = R"(<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>)";
    EXPECT_EQ(error_of_file(parts.file()).code, ErrorCode::TableUnsafe);
}

TEST(Xlsx, ElementsAndTagsWithoutEndAreRefused)
{
    std::string deep;
    for (int i = 0; i < 1000; ++i)
        deep += "<x>";
    EXPECT_EQ(error_of_sheet(deep).code, ErrorCode::TableUnsafe);
    EXPECT_EQ(error_of_sheet("<row a=\"" + std::string(3U << 20U, 'x')).code, ErrorCode::TableUnsafe);
}

TEST(Xlsx, ABombIsRefusedBeforeItIsUnzipped)
{
    WorkbookParts parts;
    parts.sheet = worksheet(std::string(8U << 20U, ' '));
    EXPECT_EQ(error_of_file(parts.file()).code, ErrorCode::TableUnsafe);
    parts.sheet = worksheet("");
    auto entries = parts.entries();
    entries.emplace_back("xl/media/image1.png", std::string(8U << 20U, '\0'));
    EXPECT_EQ(error_of_file(archive_of(entries)).code, ErrorCode::TableUnsafe)
        << "whether it is asked for or not";
    auto options = in_english();
    options.limits.unzipped_bytes = 4U << 20U;
    EXPECT_EQ(error_of_file(archive_of(entries, Packing::Stored), options).code, ErrorCode::TableTooLarge);
}

TEST(Xlsx, AnEntryThatIsLargerThanDeclaredIsRefused)
{
    WorkbookParts parts;
    parts.sheet = worksheet(std::string(100'000, ' '));
    auto bytes = parts.file();
    const auto size = parts.sheet.size();
    const FileBytes wanted = {static_cast<std::uint8_t>(size & 0xFFU),
                              static_cast<std::uint8_t>(size >> 8U & 0xFFU),
                              static_cast<std::uint8_t>(size >> 16U), 0};
    const FileBytes lie = {10, 0, 0, 0};
    int lies = 0;
    for (auto place = std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end());
         place != bytes.end(); place = std::search(place, bytes.end(), wanted.begin(), wanted.end())) {
        std::copy(lie.begin(), lie.end(), place);
        ++lies;
    }
    EXPECT_EQ(lies, 2) << "before the entry, and in the directory";
    EXPECT_EQ(error_of_file(bytes).code, ErrorCode::TableDamaged);
}

TEST(Xlsx, PathsOutOfTheArchiveAreRefused)
{
    for (const char* name : {"../evil.xml", "/etc/evil", "xl/../../evil", "xl\\..\\evil", "C:evil"}) {
        auto entries = WorkbookParts{}.entries();
        entries.emplace_back(name, "x");
        EXPECT_EQ(error_of_file(archive_of(entries)).code, ErrorCode::TableUnsafe) << name;
    }
}

TEST(Xlsx, RelationshipsOutOfTheArchiveAreRefused)
{
    for (const char* target :
         {"../../evil.xml", "file:///etc/passwd", "http://x/y.xml", "..\\..\\evil.xml"}) {
        WorkbookParts parts;
        parts.sheets = R"(<sheet name="名册" sheetId="1" r:id="rId9"/>)";
        parts.more_relationships =
            R"(<Relationship Id="rId9" Type="x/worksheet" Target=")" + std::string(target) + "\"/>";
        EXPECT_EQ(error_of_file(parts.file()).code, ErrorCode::TableUnsafe) << target;
    }
}

TEST(Xlsx, LinksToOtherFilesAreNeverFollowed)
{
    WorkbookParts parts;
    parts.sheets = R"(<sheet name="名册" sheetId="1" r:id="rId9"/>)";
    parts.more_relationships =
        R"(<Relationship Id="rId9" Type="x/worksheet" Target="worksheets/sheet1.xml" TargetMode="External"/>)";
    EXPECT_EQ(error_of_file(parts.file()).code, ErrorCode::TableNoSheet);
}

TEST(Xlsx, APasswordHasItsOwnCode)
{
    EXPECT_EQ(error_of_file(archive_of(WorkbookParts{}.entries(), Packing::Deflated, "secret")).code,
              ErrorCode::TableEncrypted);
    FileBytes protected_file = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
    for (const char c : std::string_view("EncryptedPackage"))
        protected_file.insert(protected_file.end(), {static_cast<std::uint8_t>(c), 0});
    EXPECT_EQ(error_of_file(protected_file).code, ErrorCode::TableEncrypted);
    protected_file.resize(8);
    EXPECT_EQ(error_of_file(protected_file).code, ErrorCode::TableUnsupported) << "an old .xls";
}

TEST(Xlsx, TooManyEntriesAreCountedBeforeTheyAreOpened)
{
    auto entries = WorkbookParts{}.entries();
    for (int i = 0; i < 60; ++i)
        entries.emplace_back("xl/" + std::to_string(i), "");
    auto options = in_english();
    options.limits.archive_entries = 50;
    EXPECT_EQ(error_of_file(archive_of(entries), options).code, ErrorCode::TableTooLarge);
}

TEST(Xlsx, AColumnThatNoSpreadsheetHasIsDamage)
{
    const auto error = error_of_sheet("<row r=\"1\">" + inline_cell("BDWGO1", "x") + "</row>");
    EXPECT_EQ(error.code, ErrorCode::TableDamaged);
    EXPECT_TRUE(error.message.starts_with("Row 1, column 1 (A): ")) << error.message;
}

TEST(Xlsx, TooManyColumnsAndRowsAreRefusedButEmptyOnesDoNotCount)
{
    EXPECT_EQ(error_of_sheet("<row r=\"1\">" + inline_cell("GS1", "x") + "</row>").code,
              ErrorCode::TableTooLarge);
    EXPECT_EQ(error_of_sheet("<row r=\"1\"><c r=\"XFD1\" s=\"1\"/></row>").code, ErrorCode::TableEmpty);
    WorkbookParts parts;
    parts.sheet = worksheet(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>)");
    EXPECT_TRUE(read_table(parts.file()));
}

TEST(Xlsx, CellsOutOfOrderOrTwiceAreDamage)
{
    EXPECT_EQ(error_of_sheet("<row r=\"2\">" + inline_cell("A2", "x") + "</row><row r=\"1\"/>").code,
              ErrorCode::TableDamaged);
    EXPECT_EQ(
        error_of_sheet("<row r=\"1\">" + inline_cell("A1", "x") + inline_cell("A1", "y") + "</row>").code,
        ErrorCode::TableDamaged);
    EXPECT_EQ(error_of_sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row>").code,
              ErrorCode::TableDamaged)
        << "a text that is not there";
}

TEST(Xlsx, ATextLongerThanACellHoldsNamesItsPlace)
{
    const auto error =
        error_of_sheet("<row r=\"7\">" + inline_cell("C7", std::string(32'768, 'x')) + "</row>");
    EXPECT_EQ(error.code, ErrorCode::TableTooLarge);
    EXPECT_TRUE(error.message.starts_with("Row 7, column 3 (C): ")) << error.message;
    WorkbookParts parts;
    parts.sheet = worksheet("<row r=\"7\">" + inline_cell("C7", std::string(5U << 20U, 'x')) + "</row>");
    EXPECT_EQ(error_of_file(parts.file(Packing::Stored)).code, ErrorCode::TableTooLarge);
}

TEST(Xlsx, ACutFileIsDamage)
{
    const auto whole = WorkbookParts{}.file();
    for (std::size_t size = 4; size < whole.size(); size += 37) {
        const auto error = error_of_file({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
        EXPECT_EQ(error.code, ErrorCode::TableDamaged) << size;
    }
}

TEST(Xlsx, OtherArchivesAreNoWorkbooks)
{
    EXPECT_EQ(
        error_of_file(archive_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})).code,
        ErrorCode::TableUnsupported);
}

RC_GTEST_PROP(Xlsx, NoShakenWorkbookBreaksTheReader, ())
{
    auto bytes = WorkbookParts{}.file(Packing::Stored);
    for (int i = *rc::gen::inRange(1, 20); i > 0; --i)
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<std::uint8_t>();
    const auto table = read_table(bytes);
    RC_ASSERT(table || !table.error().message.empty());
}

} // namespace
} // namespace tucai::collect::roster
