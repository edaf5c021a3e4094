#include "collect/roster/table.h"

#include <algorithm>
#include <utility>

namespace tucai::collect::roster {

std::string column_letters(std::size_t column)
{
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

Table::Table(Found found, std::vector<std::string> headings, Grid grid, std::size_t first_row)
    : found_(std::move(found)), headings_(std::move(headings)), grid_(std::move(grid)), first_row_(first_row)
{
    for (std::size_t row = 0; row < row_count(); ++row)
        headings_.resize(std::max(headings_.size(), grid_.rows[first_row_ + row].cell_count));
}

Cell Table::cell(std::size_t row, std::size_t column) const
{
    const auto cells = grid_.cells_of(grid_.rows[first_row_ + row]);
    return column < cells.size() ? cells[column] : Cell{};
}

std::string_view format_word(Format format)
{
    switch (format) {
    case Format::Csv:
        return "csv";
    case Format::Xlsx:
        return "xlsx";
    case Format::Dbf:
        return "dbf";
    }
    return "";
}

std::string_view encoding_word(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return "utf-8";
    case Encoding::Utf16Le:
        return "utf-16le";
    case Encoding::Utf16Be:
        return "utf-16be";
    case Encoding::Gbk:
        return "gbk";
    case Encoding::Gb18030:
        return "gb18030";
    }
    return "";
}

} // namespace tucai::collect::roster
