#include "collect/roster/archive.h"
#include "collect/roster/grid_builder.h"
#include "collect/roster/readers.h"
#include "collect/roster/workbook.h"

#include <algorithm>
#include <utility>

namespace tucai::collect::roster {
namespace {

/// The sheet that is asked for, else the first that is not hidden.
Read<SheetEntry> choose_sheet(const Workbook& book, const ReadOptions& options)
{
    for (const auto& sheet : book.sheets)
        if (!sheet.entry.empty() && (options.sheet ? sheet.name == *options.sheet : !sheet.is_hidden))
            return sheet;
    if (options.sheet)
        return refuse(ErrorCode::TableNoSheet,
                      {"文件中没有这个名称的工作表。请从列出的工作表中选择。",
                       "The file has no sheet of that name. Choose one of those listed."});
    return refuse(ErrorCode::TableNoSheet,
                  {"文件中没有可见的工作表。请检查选择的文件。",
                   "The file has no visible sheet. Check that this is the right file."});
}

std::vector<std::string> names_of(const Workbook& book)
{
    std::vector<std::string> names;
    for (const auto& sheet : book.sheets)
        if (!sheet.entry.empty())
            names.push_back(sheet.name);
    return names;
}

} // namespace

Read<std::vector<std::string>> read_sheet_names(std::span<const std::uint8_t> bytes,
                                                const ReadOptions& options)
{
    TUCAI_TRY(auto archive, Archive::open(bytes, options.limits));
    TUCAI_TRY(const auto book, read_workbook(archive));
    return names_of(book);
}

Read<ReadGrid> read_xlsx(std::span<const std::uint8_t> bytes, const ReadOptions& options)
{
    TUCAI_TRY(auto archive, Archive::open(bytes, options.limits));
    TUCAI_TRY(const auto book, read_workbook(archive));
    TUCAI_TRY(const auto sheet, choose_sheet(book, options));
    ReadGrid read;
    read.found.format = Format::Xlsx;
    read.found.sheet = sheet.name;
    read.found.sheets = names_of(book);
    GridBuilder builder(options.limits);
    TUCAI_TRY(const auto strings, read_shared_strings(archive, book.strings_entry, builder, options.limits));
    TUCAI_TRY(const auto formats, read_number_formats(archive, book.styles_entry));
    const SheetContext context{strings, formats, book.counts_days_from_1904, options.limits};
    TUCAI_TRY(const auto notes, read_sheet(archive, sheet.entry, context, builder));
    read.found.hidden_rows = notes.hidden_rows;
    read.found.formulas_without_result = notes.formulas_without_result;
    read.grid = std::move(builder.grid());
    return read;
}

} // namespace tucai::collect::roster
