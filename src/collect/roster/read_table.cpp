#include "collect/roster/heading_row.h"
#include "collect/roster/readers.h"
#include "collect/roster/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>

namespace tucai::collect::roster {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// OLE2 compound files: the old .xls, and .xlsx under a password.
constexpr std::string_view compound_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

bool is_protected_workbook(std::string_view bytes)
{
    // The name of the stream that holds the encrypted workbook, as UTF-16.
    std::string name;
    for (const char c : std::string_view("EncryptedPackage"))
        name += {c, '\0'};
    return bytes.find(name) != std::string_view::npos;
}

/// A DBF's version byte, then a date, and a header whose sizes add up.
bool looks_like_dbf(Bytes bytes)
{
    constexpr std::string_view versions = "\x02\x03\x30\x31\x32\x43\x63\x83\x8B\xCB\xF5\xFB";
    constexpr std::size_t head_bytes = 32;
    if (bytes.size() <= head_bytes || versions.find(static_cast<char>(bytes[0])) == std::string_view::npos)
        return false;
    const std::size_t header_bytes = bytes[8] + bytes[9] * 256U;
    const bool has_reserved_bytes = text_of(bytes).substr(12, 16).find('\0') != std::string_view::npos;
    return has_reserved_bytes && bytes[2] <= 12 && bytes[3] <= 31 && header_bytes > head_bytes &&
           header_bytes <= bytes.size() + 1;
}

tl::unexpected<Fault> not_read(std::string_view zh, std::string_view en)
{
    return refuse(ErrorCode::TableUnsupported,
                  {fmt::format("不能读取{}。请用 Excel 或 WPS 打开,另存为 .xlsx。", zh),
                   fmt::format("{} is not read. Open it in Excel or WPS and save it as .xlsx.", en)});
}

Read<Format> find_format(Bytes bytes)
{
    const auto text = text_of(bytes);
    if (text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06"))
        return Format::Xlsx;
    if (text.starts_with(compound_mark) && is_protected_workbook(text))
        return refuse(ErrorCode::TableEncrypted,
                      {"表格有密码。请在 Excel 或 WPS 中取消密码后再导入。",
                       "The table has a password. Take it off in Excel or WPS first."});
    if (text.starts_with(compound_mark))
        return not_read("旧的 .xls 格式", "The old .xls format");
    if (text.starts_with("%PDF"))
        return not_read("PDF", "PDF");
    if (looks_like_dbf(bytes))
        return Format::Dbf;
    const auto begin = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (begin != std::string_view::npos && text[begin] == '<')
        return not_read("网页或 XML 形式的表格", "A table that is a web page or XML");
    const bool is_utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    if (!is_utf16 && text.substr(0, 4096).find('\0') != std::string_view::npos)
        return refuse(ErrorCode::TableNotATable,
                      {"这个文件不是表格。请选择 .xlsx、.csv 或 .dbf 文件。",
                       "The file is no table. Choose an .xlsx, .csv or .dbf file."});
    return Format::Csv;
}

Read<Format> check_file(Bytes bytes, const ReadOptions& options)
{
    constexpr std::size_t most_bytes = std::numeric_limits<std::int32_t>::max(); // ICU counts with 32 bits
    if (bytes.size() > std::min(options.limits.bytes, most_bytes))
        return refuse(ErrorCode::TableTooLarge,
                      {fmt::format("文件超过 {} MB。请分成几个文件分别导入。", options.limits.bytes >> 20U),
                       fmt::format("The file has more than {} MB. Split it into several.",
                                   options.limits.bytes >> 20U)});
    if (bytes.empty())
        return refuse(ErrorCode::TableEmpty,
                      {"文件是空的。请重新选择文件。", "The file is empty. Choose another."});
    return options.format ? Read<Format>(*options.format) : find_format(bytes);
}

Read<ReadGrid> read_grid(Bytes bytes, const ReadOptions& options)
{
    TUCAI_TRY(const Format format, check_file(bytes, options));
    switch (format) {
    case Format::Xlsx:
        return read_xlsx(bytes, options);
    case Format::Dbf:
        return read_dbf(bytes, options);
    case Format::Csv:
        break;
    }
    return read_csv(bytes, options);
}

std::optional<HeadingRows> choose_headings(const Grid& grid, const ReadOptions& options)
{
    return options.heading_row ? headings_at(grid, *options.heading_row) : find_headings(grid);
}

/// Parts headings from rows, and counts what is worth showing.
Table table_of(ReadGrid read, const ReadOptions& options)
{
    auto headings = std::move(read.field_names);
    std::size_t first_row = 0;
    if (const auto rows = headings.empty() ? choose_headings(read.grid, options) : std::nullopt) {
        headings = headings_of(read.grid, *rows);
        first_row = rows->last + 1;
        read.found.heading_row = read.grid.rows[rows->last].number;
    }
    for (const auto& merge : read.grid.merges)
        if (first_row < read.grid.rows.size() && merge.first_row >= read.grid.rows[first_row].number)
            ++read.found.merged_below_headings;
    for (const auto& cell : read.grid.cells) {
        read.found.formula_cells += cell.is_formula ? 1 : 0;
        read.found.cells_with_lost_digits += cell.might_have_lost_digits ? 1 : 0;
    }
    return {std::move(read.found), std::move(headings), std::move(read.grid), first_row};
}

Read<Table> read(Bytes bytes, const ReadOptions& options)
{
    TUCAI_TRY(auto grid, read_grid(bytes, options));
    if (grid.grid.rows.empty() && grid.field_names.empty())
        return refuse(ErrorCode::TableEmpty,
                      {"表格中没有内容。请检查选择的文件和工作表。",
                       "There is nothing in the table. Check that this is the right file and sheet."});
    return table_of(std::move(grid), options);
}

Read<std::vector<std::string>> read_names(Bytes bytes, const ReadOptions& options)
{
    TUCAI_TRY(const Format format, check_file(bytes, options));
    return format == Format::Xlsx ? read_sheet_names(bytes, options) : std::vector<std::string>();
}

/// Does a reader's work, and says in the language asked for why it failed.
template <class T>
Result<T> said(Read<T> (*reader)(Bytes, const ReadOptions&), Bytes bytes, const ReadOptions& options)
try {
    auto read = reader(bytes, options);
    if (!read)
        return tl::unexpected(error_of(read.error(), options.language));
    return std::move(*read);
} catch (const std::exception&) {
    return fail(ErrorCode::Internal,
                options.language == base::Language::Chinese ? "读取表格时程序出错。" : "The reader failed.");
}

} // namespace

Result<Table> read_table(Bytes bytes, const ReadOptions& options)
{
    return said<Table>(read, bytes, options);
}

Result<std::vector<std::string>> list_sheets(Bytes bytes, const ReadOptions& options)
{
    return said<std::vector<std::string>>(read_names, bytes, options);
}

} // namespace tucai::collect::roster
