#include "base/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::base {
namespace {

using Records = std::vector<std::vector<std::string>>;

Result<Records> read(std::string_view text, CsvForm form = {})
{
    CsvReader reader(text, form);
    Records records;
    std::vector<std::string> fields;
    while (true) {
        TUCAI_TRY(const bool is_there, reader.next(fields));
        if (!is_there)
            return records;
        records.push_back(fields);
    }
}

std::string message_of(std::string_view text)
{
    const auto records = read(text);
    return records ? "" : records.error().message;
}

TEST(Csv, ReadsRecordsWithEitherEndOfLine)
{
    EXPECT_EQ(*read("a,b\n1,2\n"), (Records{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(*read("a,b\r\n1,2\r\n"), (Records{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(*read("a,b\n1,2"), (Records{{"a", "b"}, {"1", "2"}})) << "no end of line at the end";
}

TEST(Csv, PassesOverTheByteOrderMarkAndEmptyLines)
{
    EXPECT_EQ(*read("\xEF\xBB\xBF"
                    "a,b\n\n\r\n1,2\n\n"),
              (Records{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(*read(""), Records{});
}

TEST(Csv, KeepsEmptyFieldsAndSpaces)
{
    EXPECT_EQ(*read(",\n x ,\"\"\n"), (Records{{"", ""}, {" x ", ""}}));
}

TEST(Csv, QuotesMayHoldCommasQuotesAndLines)
{
    EXPECT_EQ(*read("\"a,\"\"b\"\"\r\nc\",d\n"), (Records{{"a,\"b\"\r\nc", "d"}}));
}

TEST(Csv, SaysOnWhichLineSomethingIsWrong)
{
    EXPECT_EQ(message_of("a,b\n1\n"), "Line 2: 1 fields, but the first line has 2.");
    EXPECT_EQ(message_of("a,b\n\"x\ny\",1\nz\"z,1\n"),
              "Line 4: a quote amid a field; the whole field must stand in quotes.");
    EXPECT_EQ(message_of("a\n\"x\n\n"), "Line 2: a quote that is not closed.");
    EXPECT_EQ(message_of("\"x\"y\n"), "Line 1: text behind a closing quote.");
    EXPECT_EQ(message_of("a\rb\n"), "Line 1: a carriage return without a line feed.");
    EXPECT_EQ(message_of(std::string_view("a\0b", 3)), "Line 1: a NUL byte; this is no text.");
}

CsvForm foreign(char separator = ',')
{
    CsvForm form;
    form.separator = separator;
    form.manners = CsvManners::Foreign;
    return form;
}

TEST(Csv, ForeignTextMayUseOtherSeparatorsAndEndsOfLine)
{
    EXPECT_EQ(*read("a;b\r1;2\r\n3;4\n", foreign(';')), (Records{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(*read("a\tb,c\n", foreign('\t')), (Records{{"a", "b,c"}}));
}

TEST(Csv, ForeignRecordsMayDifferInTheirFields)
{
    EXPECT_EQ(*read("title\na,b\n1,2,\n", foreign()), (Records{{"title"}, {"a", "b"}, {"1", "2", ""}}));
}

TEST(Csv, AGuardAgainstSpreadsheetsIsTakenAway)
{
    EXPECT_EQ(*read("=\"0123\",=1+1,\"=\"\"x\"\"\"\n", foreign()), (Records{{"0123", "=1+1", "=\"x\""}}));
    EXPECT_FALSE(read("=\"0123\"\n")) << "RFC 4180 knows no such thing";
}

TEST(Csv, RowsAreCountedAsASpreadsheetDoes)
{
    CsvReader reader("a\n\n\"x\ny\"\nb\n", foreign());
    std::vector<std::string> fields;
    std::vector<std::size_t> rows;
    std::vector<std::size_t> lines;
    while (*reader.next(fields)) {
        rows.push_back(reader.row());
        lines.push_back(reader.line());
    }
    EXPECT_EQ(rows, (std::vector<std::size_t>{1, 3, 4}));
    EXPECT_EQ(lines, (std::vector<std::size_t>{1, 3, 5}));
}

TEST(Csv, StopsWhereARecordOrAFieldPassesItsLimit)
{
    auto form = foreign();
    form.most_fields = 2;
    form.most_field_bytes = 3;
    EXPECT_EQ(*read("abc,\"def\"\n", form), (Records{{"abc", "def"}}));
    for (const auto& [text, fault] :
         std::vector<std::pair<std::string, CsvFault>>{{"a,b,c\n", CsvFault::TooManyFields},
                                                       {"a,bcde\n", CsvFault::FieldTooLong},
                                                       {"a,\"bcde\"\n", CsvFault::FieldTooLong}}) {
        CsvReader reader(text, form);
        std::vector<std::string> fields;
        EXPECT_FALSE(reader.next(fields));
        EXPECT_EQ(reader.fault(), fault) << text;
        EXPECT_EQ(reader.fault_field(), fault == CsvFault::TooManyFields ? 3U : 2U);
    }
}

RC_GTEST_PROP(Csv, WhatIsWrittenInQuotesIsReadBack, ())
{
    const auto value = *rc::gen::container<std::string>(rc::gen::element('a', '"', ',', '\n', '\r', ' '));
    std::string quoted = "\"";
    for (const char c : value)
        quoted.append(c == '"' ? 2 : 1, c);
    const auto records = read(quoted + "\",end\r\n");
    RC_ASSERT(records.has_value());
    RC_ASSERT(*records == (Records{{value, "end"}}));
}

} // namespace
} // namespace tucai::base
