// Foreign headings and cells through the guess of what they mean: no field twice, and every guess can be
// corrected.

#include "collect/roster/mapping.h"
#include "collect/roster/table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace tucai::collect::roster;

void check(const Mapping& mapping)
{
    for (const Field field : all_fields())
        if (std::count_if(mapping.columns.begin(), mapping.columns.end(),
                          [field](const ColumnGuess& column) { return column.field == field; }) > 1)
            std::abort();
    for (const auto& column : mapping.columns)
        if (!(column.confidence >= 0 && column.confidence <= 1) ||
            column.field.has_value() == (column.evidence == Evidence::None))
            std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    ReadOptions options;
    options.format = Format::Csv;
    if (size % 2 == 0)
        options.heading_row = 1;
    const auto table = read_table({data, size}, options);
    if (!table)
        return 0;
    auto mapping = guess_mapping(*table);
    if (mapping.columns.size() != table->column_count() ||
        mapping.fingerprint != headings_fingerprint(table->headings()))
        std::abort();
    check(mapping);
    if (mapping.columns.empty())
        return 0;
    if (!correct(mapping, size % mapping.columns.size(), all_fields()[size % field_count]))
        std::abort();
    std::vector<std::optional<Field>> fields;
    for (const auto& column : mapping.columns)
        fields.push_back(column.field);
    if (!remembered_mapping(*table, fields))
        std::abort();
    return 0;
}
