#pragma once

#include "collect/roster/archive.h"
#include "collect/roster/fault.h"
#include "collect/roster/grid_builder.h"
#include "collect/roster/number_formats.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The parts of an XLSX file, each an entry of its archive (ECMA-376, part 1).
namespace tucai::collect::roster {

/// One sheet as the workbook lists it.
struct SheetEntry {
    std::string name;
    std::string entry; ///< of the archive; empty where it is no worksheet, as a chart's sheet
    bool is_hidden = false;
};

/// What the workbook says of its parts.
struct Workbook {
    std::vector<SheetEntry> sheets;
    bool counts_days_from_1904 = false;
    std::string strings_entry; ///< empty: no text is shared
    std::string styles_entry;  ///< empty: no number has a format
};

/// Follows the archive's relationships to its workbook and its parts; none leads out of the archive.
/// Fails: TableUnsupported (another program's kind of file), TableDamaged, TableUnsafe, as read_xml does.
Read<Workbook> read_workbook(Archive& archive);

/// The texts that cells share, in their order; runs of rich text are put together, how characters are
/// pronounced is left out.
Read<std::vector<std::string_view>> read_shared_strings(Archive& archive, const std::string& entry,
                                                        GridBuilder& builder, const TableLimits& limits);

/// Which styles of cells show a date.
Read<NumberFormats> read_number_formats(Archive& archive, const std::string& entry);

/// What the cells of a sheet refer to.
struct SheetContext {
    const std::vector<std::string_view>& strings;
    const NumberFormats& formats;
    bool counts_days_from_1904 = false;
    const TableLimits& limits;
};

/// What a sheet has that is worth showing.
struct SheetNotes {
    std::size_t hidden_rows = 0;
    std::size_t formulas_without_result = 0;
};

/// Reads a sheet's cells and its merged ranges.
Read<SheetNotes> read_sheet(Archive& archive, const std::string& entry, const SheetContext& context,
                            GridBuilder& builder);

/// The entry that a relationship's target names, seen from the folder of the part that has it: "../a.xml"
/// from "xl/worksheets" is "xl/a.xml". Fails: TableUnsafe (a target out of the archive).
Read<std::string> resolve_target(std::string_view folder, std::string_view target);

/// A text with what the format escapes put back: _x000D_ is a carriage return.
std::string unescaped(std::string_view text);

} // namespace tucai::collect::roster
