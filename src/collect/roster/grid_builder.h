#pragma once

#include "collect/roster/fault.h"
#include "collect/roster/table.h"

#include <string_view>

namespace tucai::collect::roster {

/// Puts a grid together cell by cell, within the limits. Rows and, within a row, columns come in rising
/// order. Empty cells need not come.
class GridBuilder {
public:
    explicit GridBuilder(const TableLimits& limits) : limits_(limits) {}

    /// Copies a text to where it lives as long as the grid. Fails: TableTooLarge.
    Read<std::string_view> keep(std::string_view text, Place place);

    /// Puts a cell whose text was kept here; an empty cell is passed over. `row` counts from 1, `column`
    /// from 0. Fails: TableTooLarge; TableDamaged (a cell that comes twice, or too late).
    Read<> put(std::size_t row, std::size_t column, const Cell& cell);

    /// Keeps a text and puts it.
    Read<> put_text(std::size_t row, std::size_t column, std::string_view text, CellKind kind);

    Grid& grid() { return grid_; }

private:
    const TableLimits& limits_;
    Grid grid_;
};

/// How many characters a UTF-8 text has.
std::size_t count_characters(std::string_view text);

/// Whether a number, as written, has more whole digits than a spreadsheet keeps: what was an identity number
/// is none any more.
bool has_lost_digits(std::string_view number);

/// Whether a text is what a spreadsheet shows of a long number, such as 3.20101E+17.
bool is_shown_as_power(std::string_view text);

} // namespace tucai::collect::roster
