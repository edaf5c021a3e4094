#pragma once

#include "collect/roster/fault.h"
#include "collect/roster/table.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

// The readers behind read_table(): each takes the whole file and gives its rows, headings among them.
namespace tucai::collect::roster {

/// What a reader leaves.
struct ReadGrid {
    Found found;
    Grid grid;
    std::vector<std::string> field_names; ///< DBF: its headings; empty where they lie among the rows
};

Read<ReadGrid> read_csv(std::span<const std::uint8_t> bytes, const ReadOptions& options);
Read<ReadGrid> read_xlsx(std::span<const std::uint8_t> bytes, const ReadOptions& options);
/// The names of an XLSX's worksheets.
Read<std::vector<std::string>> read_sheet_names(std::span<const std::uint8_t> bytes,
                                                const ReadOptions& options);
Read<ReadGrid> read_dbf(std::span<const std::uint8_t> bytes, const ReadOptions& options);

/// The separator of a text: the one of comma, semicolon and tab that parts its first rows most evenly.
char find_separator(std::string_view text);

inline std::string_view text_of(std::span<const std::uint8_t> bytes)
{
    return {static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size()};
}

} // namespace tucai::collect::roster
