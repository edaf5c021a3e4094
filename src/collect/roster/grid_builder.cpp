#include "collect/roster/grid_builder.h"

#include <fmt/format.h>

#include <algorithm>

namespace tucai::collect::roster {
namespace {

using base::Text;

tl::unexpected<Fault> too_many_rows(std::size_t most)
{
    return refuse(ErrorCode::TableTooLarge,
                  {fmt::format("表格超过 {} 行,请分成几个文件分别导入。", most),
                   fmt::format("The table has more than {} rows. Split it into several files.", most)});
}

} // namespace

std::size_t count_characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool has_lost_digits(std::string_view number)
{
    constexpr std::size_t most_digits = 15; // what a spreadsheet keeps of a number
    if (number.starts_with('-') || number.starts_with('+'))
        number.remove_prefix(1);
    const auto power = number.find_first_of("eE");
    if (power != std::string_view::npos) {
        auto digits = number.substr(power + 1);
        if (digits.starts_with('+'))
            digits.remove_prefix(1);
        return !digits.starts_with('-') && (digits.size() > 2 || (digits.size() == 2 && digits >= "15"));
    }
    return number.substr(0, number.find('.')).size() > most_digits;
}

bool is_shown_as_power(std::string_view text)
{
    const auto power = text.find("E+");
    if (power == std::string_view::npos || power == 0 || text.size() != power + 4 || text[0] < '1' ||
        text[0] > '9' || (power > 1 && text[1] != '.'))
        return false;
    for (std::size_t i = 2; i < text.size(); ++i)
        if (i != power && i != power + 1 && (text[i] < '0' || text[i] > '9'))
            return false;
    return power != 2;
}

Read<std::string_view> GridBuilder::keep(std::string_view text, Place place)
{
    if (text.size() > limits_.cell_characters && count_characters(text) > limits_.cell_characters)
        return refuse(
            ErrorCode::TableTooLarge,
            {fmt::format("单元格超过 {} 个字符,请删短后再导入。", limits_.cell_characters),
             fmt::format("The cell has more than {} characters. Shorten it.", limits_.cell_characters)},
            place);
    if (text.size() > limits_.text_bytes - std::min(limits_.text_bytes, grid_.texts.bytes()))
        return refuse(ErrorCode::TableTooLarge,
                      {"表格的文字总量太大,请分成几个文件分别导入。",
                       "The table holds too much text. Split it into several files."},
                      place);
    return grid_.texts.keep(text);
}

Read<> GridBuilder::put(std::size_t row, std::size_t column, const Cell& cell)
{
    if (cell.text.empty())
        return {};
    const Place place{row, column + 1};
    if (column >= limits_.columns)
        return refuse(ErrorCode::TableTooLarge,
                      {fmt::format("表格超过 {} 列,请删去不需要的列。", limits_.columns),
                       fmt::format("The table has more than {} columns. Delete those that are not needed.",
                                   limits_.columns)},
                      {row, 0});
    auto& rows = grid_.rows;
    if (rows.empty() || rows.back().number != row) {
        if (!rows.empty() && rows.back().number > row)
            return refuse(ErrorCode::TableDamaged,
                          {"行的顺序混乱,请用 Excel 或 WPS 打开后另存。",
                           "The rows are out of order. Open the file in Excel or WPS and save it anew."},
                          place);
        if (rows.size() == limits_.rows)
            return too_many_rows(limits_.rows);
        rows.push_back({row, grid_.cells.size(), 0});
    }
    if (column < rows.back().cell_count)
        return refuse(ErrorCode::TableDamaged,
                      {"同一单元格出现两次,请用 Excel 或 WPS 打开后另存。",
                       "The cell is there twice. Open the file in Excel or WPS and save it anew."},
                      place);
    if (rows.back().first_cell + column >= limits_.cells)
        return refuse(ErrorCode::TableTooLarge,
                      {"表格的单元格太多,请分成几个文件分别导入。",
                       "The table has too many cells. Split it into several files."},
                      place);
    grid_.cells.resize(rows.back().first_cell + column);
    grid_.cells.push_back(cell);
    rows.back().cell_count = column + 1;
    return {};
}

Read<> GridBuilder::put_text(std::size_t row, std::size_t column, std::string_view text, CellKind kind)
{
    if (text.empty())
        return {};
    TUCAI_TRY(const auto kept, keep(text, {row, column + 1}));
    return put(row, column, {kept, kind});
}

} // namespace tucai::collect::roster
