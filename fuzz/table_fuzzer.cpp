// A foreign table through its readers: read whole and within its limits, or refused with a reason. What
// begins with '<' is a worksheet, after a line of two percent signs its shared strings, then its styles: they
// are packed here, since no fuzzer guesses checksums.

#include "collect/roster/encoding.h"
#include "collect/roster/table.h"
#include "collect/roster/test_workbook.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace tucai::collect::roster;

std::string next_part(std::string_view& rest)
{
    constexpr std::string_view mark = "\n%%\n";
    const auto end = rest.find(mark);
    const auto part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + mark.size());
    return std::string(part);
}

FileBytes packed(std::string_view text)
{
    auto entries = WorkbookParts{}.entries();
    for (const std::size_t entry : {4U, 5U, 6U})
        if (auto part = next_part(text); !part.empty())
            entries[entry].second = std::move(part);
    return archive_of(entries, Packing::Stored);
}

void check(const Table& table, const TableLimits& limits)
{
    if (table.row_count() > limits.rows || table.column_count() > limits.columns)
        std::abort();
    std::size_t row_before = 0;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        if (table.row_number(row) <= row_before)
            std::abort();
        row_before = table.row_number(row);
        for (std::size_t column = 0; column < table.column_count(); ++column) {
            const auto cell = table.cell(row, column);
            if (!is_utf8(cell.text) || cell.text.size() > limits.cell_characters * 4 ||
                cell.text.empty() != (cell.kind == CellKind::Empty))
                std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 50'000)
        return 0;
    const std::string_view text{static_cast<const char*>(static_cast<const void*>(data)), size};
    const FileBytes bytes = text.starts_with('<') ? packed(text) : FileBytes{data, data + size};
    ReadOptions options;
    options.limits = {.bytes = 200'000,
                      .rows = 50,
                      .columns = 20,
                      .cells = 800,
                      .cell_characters = 100,
                      .text_bytes = 10'000,
                      .archive_entries = 20,
                      .unzipped_bytes = 2'000'000,
                      .unzip_ratio = 100};
    const auto table = read_table(bytes, options);
    if (!table && (table.error().message.empty() || table.error().code == tucai::ErrorCode::Internal))
        std::abort();
    if (table)
        check(*table, options.limits);
    return 0;
}
