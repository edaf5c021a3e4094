#include "collect/roster/mapping.h"

#include "base/sha256.h"
#include "collect/roster/cell_shapes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tucai::collect::roster {
namespace {

constexpr std::size_t most_cells_looked_at = 300; ///< of one column
constexpr std::size_t most_rows_looked_at = 2000; ///< to find them
constexpr double shape_holds = 0.9;               ///< share of cells
constexpr double shape_is_contradicted = 0.5;

std::vector<std::string_view> first_cells(const Table& table, std::size_t column)
{
    std::vector<std::string_view> texts;
    for (std::size_t row = 0; row < std::min(table.row_count(), most_rows_looked_at); ++row)
        if (const auto cell = table.cell(row, column);
            !cell.text.empty() && texts.size() < most_cells_looked_at)
            texts.push_back(cell.text);
    return texts;
}

double share(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// The share of cells that have the form of the field; nothing where it has none, or there is no cell.
std::optional<double> share_in_shape(Field field, const std::vector<std::string_view>& cells)
{
    std::size_t in_shape = 0;
    for (const auto text : cells) {
        const auto has_shape = has_shape_of(field, text);
        if (!has_shape)
            return std::nullopt;
        in_shape += *has_shape ? 1 : 0;
    }
    return cells.empty() ? std::nullopt : std::optional(share(in_shape, cells.size()));
}

ColumnGuess guess_by_heading(const HeadingMeaning& meaning, const std::vector<std::string_view>& cells)
{
    ColumnGuess guess{meaning.field, meaning.confidence, Evidence::Heading, false, {}};
    if (const auto in_shape = share_in_shape(meaning.field, cells)) {
        guess.is_contradicted = *in_shape < shape_is_contradicted;
        guess.confidence *= guess.is_contradicted ? 0.4 : 0.7 + 0.3 * *in_shape;
    }
    return guess;
}

ColumnGuess guess_by_cells(const std::vector<std::string_view>& cells)
{
    std::array<std::size_t, field_count> counts{};
    for (const auto text : cells)
        if (const auto field = field_of_shape(text))
            ++counts[static_cast<std::size_t>(*field)];
    const auto most = std::max_element(counts.begin(), counts.end());
    const auto in_shape = share(*most, cells.size());
    if (in_shape < shape_holds)
        return {};
    return {static_cast<Field>(most - counts.begin()), 0.5 * in_shape, Evidence::Cells, false, {}};
}

/// Leaves a field to the column that means it most surely; of equals to the first.
void part_rivals(std::vector<ColumnGuess>& columns)
{
    for (const Field field : all_fields()) {
        ColumnGuess* surest = nullptr;
        for (auto& column : columns)
            if (column.field == field && (!surest || column.confidence > surest->confidence))
                surest = &column;
        for (auto& column : columns)
            if (column.field == field && &column != surest) {
                column = {};
                column.also_meant = field;
            }
    }
}

} // namespace

std::optional<std::size_t> Mapping::column_of(Field field) const
{
    const auto place = std::find_if(columns.begin(), columns.end(),
                                    [field](const ColumnGuess& column) { return column.field == field; });
    return place == columns.end() ? std::nullopt
                                  : std::optional(static_cast<std::size_t>(place - columns.begin()));
}

std::vector<std::size_t> Mapping::left_over() const
{
    std::vector<std::size_t> left;
    for (std::size_t column = 0; column < columns.size(); ++column)
        if (!columns[column].field)
            left.push_back(column);
    return left;
}

Mapping guess_mapping(const Table& table)
{
    Mapping mapping;
    mapping.fingerprint = headings_fingerprint(table.headings());
    for (std::size_t column = 0; column < table.column_count(); ++column) {
        const auto cells = first_cells(table, column);
        const auto meaning = meaning_of_heading(table.headings()[column]);
        mapping.columns.push_back(meaning ? guess_by_heading(*meaning, cells) : guess_by_cells(cells));
    }
    part_rivals(mapping.columns);
    return mapping;
}

Result<> correct(Mapping& mapping, std::size_t column, std::optional<Field> field)
{
    if (column >= mapping.columns.size())
        return fail(ErrorCode::InvalidInput, "The table has no column " + std::to_string(column + 1) + ".");
    for (auto& other : mapping.columns)
        if (field && other.field == field)
            other = {};
    mapping.columns[column] = {field, 1, Evidence::Person, false, {}};
    return {};
}

Result<Mapping> remembered_mapping(const Table& table, std::span<const std::optional<Field>> fields)
{
    if (fields.size() != table.column_count())
        return fail(ErrorCode::InvalidInput, "The mapping has " + std::to_string(fields.size()) +
                                                 " columns, but the table has " +
                                                 std::to_string(table.column_count()) + ".");
    Mapping mapping;
    mapping.fingerprint = headings_fingerprint(table.headings());
    for (const auto& field : fields) {
        if (field && mapping.column_of(*field))
            return fail(ErrorCode::InvalidInput,
                        "Two columns mean " + std::string(field_word(*field)) + "; only one can.");
        mapping.columns.push_back({field, 1, Evidence::Person, false, {}});
    }
    return mapping;
}

std::string headings_fingerprint(std::span<const std::string> headings)
{
    constexpr std::size_t digits = 32;
    while (!headings.empty() && headings.back().empty())
        headings = headings.first(headings.size() - 1); // a note beside one row makes no other shape
    std::vector<std::uint8_t> bytes;
    for (const auto& heading : headings) {
        const auto key = heading_key(heading);
        bytes.insert(bytes.end(), key.begin(), key.end());
        bytes.push_back('\n'); // a key has none
    }
    return base::sha256_hex(bytes).substr(0, digits);
}

} // namespace tucai::collect::roster
