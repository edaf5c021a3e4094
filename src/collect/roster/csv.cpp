#include "base/csv.h"

#include "collect/roster/encoding.h"
#include "collect/roster/grid_builder.h"
#include "collect/roster/readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tucai::collect::roster {
namespace {

using base::CsvFault;
using base::CsvReader;

base::CsvForm foreign_form(char separator, const TableLimits& limits)
{
    constexpr std::size_t most_bytes_of_a_character = 4;
    constexpr std::size_t most_empty_columns = 16'384; // spreadsheets write separators behind the last cell
    base::CsvForm form;
    form.separator = separator;
    form.manners = base::CsvManners::Foreign;
    form.most_fields = std::max(limits.columns, most_empty_columns);
    form.most_field_bytes = limits.cell_characters * most_bytes_of_a_character;
    return form;
}

base::Text fault_text(CsvFault fault, const TableLimits& limits)
{
    switch (fault) {
    case CsvFault::QuoteAmidField:
        return {"字段中间有英文双引号。请删去它,或将整个字段放在双引号内并把其中的双引号写两遍。",
                "a quote stands amid a field. Delete it, or put the whole field in quotes and write the "
                "quote twice."};
    case CsvFault::OpenQuote:
        return {"英文双引号没有成对。请补上或删去它。", "a quote is not closed. Close or delete it."};
    case CsvFault::TextBehindQuote:
        return {"右侧双引号之后还有文字。请在其后加分隔符,或把字段中的双引号写两遍。",
                "there is text behind a closing quote. Put the separator there, or write a quote within the "
                "field twice."};
    case CsvFault::Nul:
        return {"含有空字节,不是文本。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                "there is a NUL byte: this is no text. Open the file in Excel or WPS and save it as .xlsx."};
    case CsvFault::TooManyFields:
        return {
            fmt::format("超过 {} 列。请删去不需要的列。", limits.columns),
            fmt::format("there are more than {} columns. Delete those that are not needed.", limits.columns)};
    case CsvFault::FieldTooLong:
        return {
            fmt::format("单元格超过 {} 个字符。请删短它;若双引号没有成对,请补上。", limits.cell_characters),
            fmt::format("the cell has more than {} characters. Shorten it, or close a quote that is open.",
                        limits.cell_characters)};
    default:
        return {"这一行无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                "the row cannot be read. Open the file in Excel or WPS and save it as .xlsx."};
    }
}

Fault fault_of(const CsvReader& reader, const TableLimits& limits)
{
    const bool is_size =
        reader.fault() == CsvFault::TooManyFields || reader.fault() == CsvFault::FieldTooLong;
    const bool is_of_row = reader.fault() == CsvFault::TooManyFields;
    return {is_size ? ErrorCode::TableTooLarge : ErrorCode::TableDamaged,
            fault_text(reader.fault(), limits),
            {reader.row(), is_of_row ? 0 : reader.fault_field()}};
}

/// How evenly a separator parts the first rows: how many of them have the number of fields that most have,
/// and that number; 0 where it parts none.
std::pair<std::size_t, std::size_t> evenness(std::string_view text, char separator)
{
    constexpr std::size_t most_rows = 100;
    CsvReader reader(text, foreign_form(separator, {}));
    std::map<std::size_t, std::size_t> rows_with; // by the number of fields
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < most_rows; ++i) {
        const auto is_there = reader.next(fields);
        if (!is_there || !*is_there)
            break;
        if (fields.size() > 1)
            ++rows_with[fields.size()];
    }
    std::pair<std::size_t, std::size_t> best{0, 0};
    for (const auto& [count, rows] : rows_with)
        best = std::max(best, {rows, count});
    return best;
}

} // namespace

char find_separator(std::string_view text)
{
    char best = ',';
    auto most = evenness(text, best);
    for (const char separator : {'\t', ';'})
        if (const auto even = evenness(text, separator); even > most) {
            most = even;
            best = separator;
        }
    return best;
}

Read<ReadGrid> read_csv(std::span<const std::uint8_t> bytes, const ReadOptions& options)
{
    TUCAI_TRY(const auto decoded, decode_text(text_of(bytes), options.encoding));
    ReadGrid read;
    read.found.format = Format::Csv;
    read.found.encoding = decoded.encoding;
    read.found.has_byte_order_mark = decoded.has_byte_order_mark;
    read.found.separator = options.separator.value_or(find_separator(decoded.utf8));
    GridBuilder builder(options.limits);
    CsvReader reader(decoded.utf8, foreign_form(read.found.separator, options.limits));
    std::vector<std::string> fields;
    while (true) {
        const auto is_there = reader.next(fields);
        if (!is_there)
            return tl::unexpected(fault_of(reader, options.limits));
        if (!*is_there)
            break;
        for (std::size_t column = 0; column < fields.size(); ++column) {
            if (fields[column].empty())
                continue;
            TUCAI_TRY(const auto text, builder.keep(fields[column], {reader.row(), column + 1}));
            Cell cell{text, CellKind::Text};
            cell.might_have_lost_digits = is_shown_as_power(text);
            TUCAI_CHECK(builder.put(reader.row(), column, cell));
        }
    }
    read.grid = std::move(builder.grid());
    return read;
}

} // namespace tucai::collect::roster
