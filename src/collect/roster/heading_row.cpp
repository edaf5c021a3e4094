#include "collect/roster/heading_row.h"

#include "collect/roster/fields.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace tucai::collect::roster {
namespace {

constexpr std::size_t most_rows_searched = 30;
constexpr std::size_t most_heading_rows = 3;
constexpr double unsure = 0.8; // rows of data hold such words too: 信息学院

/// How many different fields the headings of a row name.
std::size_t known_in(const Grid& grid, const Grid::Row& row)
{
    std::vector<bool> is_named(field_count, false);
    for (const auto& cell : grid.cells_of(row))
        if (cell.kind == CellKind::Text)
            if (const auto meaning = meaning_of_heading(cell.text); meaning && meaning->confidence > unsure)
                is_named[static_cast<std::size_t>(meaning->field)] = true;
    return static_cast<std::size_t>(std::count(is_named.begin(), is_named.end(), true));
}

std::size_t filled_in(const Grid& grid, const Grid::Row& row)
{
    const auto cells = grid.cells_of(row);
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const Cell& cell) { return !cell.text.empty(); }));
}

/// How many cells most of the first rows have.
std::size_t usual_width(const Grid& grid)
{
    std::map<std::size_t, std::size_t> rows_with;
    for (std::size_t i = 0; i < std::min(grid.rows.size(), most_rows_searched); ++i)
        ++rows_with[filled_in(grid, grid.rows[i])];
    const auto most = std::max_element(rows_with.begin(), rows_with.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == rows_with.end() ? 0 : most->first;
}

/// Whether a row holds words only, each but once: no number, no date, no digit.
bool looks_like_names(const Grid& grid, const Grid::Row& row)
{
    std::vector<std::string_view> seen;
    for (const auto& cell : grid.cells_of(row)) {
        if (cell.text.empty())
            continue;
        const bool has_digit = cell.text.find_first_of("0123456789") != std::string_view::npos;
        if (cell.kind != CellKind::Text || has_digit ||
            std::find(seen.begin(), seen.end(), cell.text) != seen.end())
            return false;
        seen.push_back(cell.text);
    }
    return true;
}

bool is_in(const Grid::Merge& merge, std::size_t row_number, std::size_t column)
{
    return merge.first_row <= row_number && row_number <= merge.last_row && merge.first_column <= column &&
           column <= merge.last_column;
}

/// Whether the row above names groups of columns: merged cells, of which none spans the whole width.
bool names_groups(const Grid& grid, const Grid::Row& above, std::size_t width)
{
    bool is_any_merged = false;
    for (const auto& merge : grid.merges) {
        if (merge.first_row != above.number || merge.first_column == merge.last_column)
            continue;
        if (merge.last_column - merge.first_column + 1 >= width)
            return false;
        is_any_merged = true;
    }
    return is_any_merged;
}

/// Takes in the rows into which the row's cells are merged, and a row of groups above.
HeadingRows with_neighbours(const Grid& grid, std::size_t row)
{
    const auto number = grid.rows[row].number;
    std::size_t last_number = number;
    for (const auto& merge : grid.merges)
        if (merge.first_row <= number && number <= merge.last_row)
            last_number = std::max(last_number, std::min(merge.last_row, number + most_heading_rows - 1));
    HeadingRows rows{row, row};
    while (rows.last + 1 < grid.rows.size() && grid.rows[rows.last + 1].number <= last_number)
        ++rows.last;
    if (row > 0 && grid.rows[row - 1].number + 1 == number &&
        names_groups(grid, grid.rows[row - 1], grid.rows[row].cell_count))
        --rows.first;
    return rows;
}

/// The text that shows in a cell, whether its own or that of the range it is merged into.
std::string_view shown_text(const Grid& grid, const Grid::Row& row, std::size_t column)
{
    const auto cells = grid.cells_of(row);
    if (column < cells.size() && !cells[column].text.empty())
        return cells[column].text;
    for (const auto& merge : grid.merges) {
        if (!is_in(merge, row.number, column))
            continue;
        const auto first = std::find_if(grid.rows.begin(), grid.rows.end(), [&](const Grid::Row& candidate) {
            return candidate.number >= merge.first_row;
        });
        if (first->number == merge.first_row && merge.first_column < first->cell_count)
            return grid.cells_of(*first)[merge.first_column].text;
    }
    return {};
}

} // namespace

std::optional<HeadingRows> find_headings(const Grid& grid)
{
    std::size_t best = 0;
    std::size_t most_known = 0;
    const std::size_t searched = std::min(grid.rows.size(), most_rows_searched);
    for (std::size_t i = 0; i < searched; ++i)
        if (const auto known = known_in(grid, grid.rows[i]); known > most_known) {
            most_known = known;
            best = i;
        }
    const auto width = usual_width(grid);
    if (most_known >= 2 || (most_known == 1 && filled_in(grid, grid.rows[best]) >= width))
        return with_neighbours(grid, best);
    for (std::size_t i = 0; i < searched; ++i)
        if (filled_in(grid, grid.rows[i]) >= width)
            return looks_like_names(grid, grid.rows[i]) && i + 1 < grid.rows.size()
                       ? std::optional(with_neighbours(grid, i))
                       : std::nullopt;
    return std::nullopt;
}

std::optional<HeadingRows> headings_at(const Grid& grid, std::size_t row_number)
{
    for (std::size_t i = 0; i < grid.rows.size(); ++i)
        if (grid.rows[i].number == row_number)
            return with_neighbours(grid, i);
    return std::nullopt;
}

std::vector<std::string> headings_of(const Grid& grid, const HeadingRows& rows)
{
    std::size_t width = 0;
    for (std::size_t i = rows.first; i <= rows.last; ++i)
        width = std::max(width, grid.rows[i].cell_count);
    for (const auto& merge : grid.merges)
        if (grid.rows[rows.first].number <= merge.first_row && merge.first_row <= grid.rows[rows.last].number)
            width = std::max(width, merge.last_column + 1);
    std::vector<std::string> headings(width);
    for (std::size_t column = 0; column < width; ++column) {
        std::string_view above;
        for (std::size_t i = rows.first; i <= rows.last; ++i) {
            const auto text = shown_text(grid, grid.rows[i], column);
            if (text.empty() || text == above)
                continue;
            headings[column] += headings[column].empty() ? std::string(text) : " / " + std::string(text);
            above = text;
        }
    }
    return headings;
}

} // namespace tucai::collect::roster
