#pragma once

#include "collect/roster/table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tucai::collect::roster {

/// Where a table's headings lie, as indices into Grid::rows; a heading may take several rows.
struct HeadingRows {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Finds the headings below a title: of the first rows the one with most headings that are known
/// (meaning_of_heading); where none is known, the first that is as wide as most rows and holds no number.
/// Cells merged downward, and a row of groups above, belong to it. Nothing where no row looks like headings.
std::optional<HeadingRows> find_headings(const Grid& grid);

/// The headings in these rows, one a column. Where two levels name a column: "upper / lower".
std::vector<std::string> headings_of(const Grid& grid, const HeadingRows& rows);

/// The rows that headings take whose last known row has this number in the file.
std::optional<HeadingRows> headings_at(const Grid& grid, std::size_t row_number);

} // namespace tucai::collect::roster
