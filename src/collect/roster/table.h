#pragma once

#include "base/language.h"
#include "base/result.h"
#include "collect/roster/texts.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::collect::roster {

/// The formats that are read.
enum class Format : std::uint8_t { Csv, Xlsx, Dbf };

/// The encodings of text that are read. GBK is the part of GB18030 that has no four-byte characters.
enum class Encoding : std::uint8_t { Utf8, Utf16Le, Utf16Be, Gbk, Gb18030 };

/// What the file itself says of a cell.
enum class CellKind : std::uint8_t {
    Empty,
    Text,
    Number, ///< its text is the number as the file writes it, never formatted
    Date, ///< its text is YYYY-MM-DD, with HH:MM:SS behind a space where it has a time; a time alone HH:MM:SS
    Boolean, ///< TRUE or FALSE
    Error,   ///< a formula's failure, such as #N/A
};

/// One cell. Its text is UTF-8 and lives as long as the table.
struct Cell {
    std::string_view text;
    CellKind kind = CellKind::Empty;
    bool is_formula = false;             ///< its text is the result that was kept beside the formula
    bool might_have_lost_digits = false; ///< a number of more digits than a spreadsheet keeps (15)
};

/// How a spreadsheet names a column, from 0: A, B, ... Z, AA.
std::string column_letters(std::size_t column);

/// Caps on what is read. The file is hostile until it has been read whole.
struct TableLimits {
    std::size_t bytes = 128U << 20U; ///< of the file
    std::size_t rows = 200'000;      ///< with something in them
    std::size_t columns = 200;
    std::size_t cells = 8'000'000;            ///< rows times columns, as far as each row goes
    std::size_t cell_characters = 32'767;     ///< what a spreadsheet's cell holds
    std::size_t text_bytes = 256U << 20U;     ///< of all texts together, as UTF-8
    std::size_t archive_entries = 5'000;      ///< XLSX: files in the archive
    std::size_t unzipped_bytes = 512U << 20U; ///< XLSX: declared, and in truth
    std::size_t unzip_ratio = 300;            ///< XLSX: times as large as zipped, above 1 MiB
};

/// How to read; what is absent is found out.
struct ReadOptions {
    TableLimits limits;
    base::Language language = base::Language::Chinese; ///< of the errors' messages
    std::optional<Format> format;
    std::optional<Encoding> encoding;       ///< CSV, DBF
    std::optional<char> separator;          ///< CSV
    std::optional<std::string> sheet;       ///< XLSX; absent: the first that is not hidden
    std::optional<std::size_t> heading_row; ///< as the file counts its rows; 0: there is none
};

/// What was found out about a file, to be shown to whoever imports it.
struct Found {
    Format format = Format::Csv;
    Encoding encoding = Encoding::Utf8;
    bool has_byte_order_mark = false;
    char separator = '\0';           ///< CSV
    std::string sheet;               ///< XLSX
    std::vector<std::string> sheets; ///< XLSX: those that can be read, hidden ones too
    std::size_t heading_row = 0;     ///< as the file counts; 0: none was found; DBF: 0, its fields are named
    std::size_t hidden_rows = 0;     ///< XLSX: rows that a filter hides; they were read
    std::size_t formulas_without_result = 0; ///< XLSX: never reckoned by a spreadsheet; they read as empty
    std::size_t formula_cells = 0;           ///< XLSX
    std::size_t cells_with_lost_digits = 0;
    std::size_t merged_below_headings =
        0;                           ///< XLSX: merged ranges among the rows; only the first cell has the text
    std::size_t deleted_records = 0; ///< DBF: left out
    std::uint8_t code_page_byte = 0; ///< DBF: as the file has it
};

/// Cells in rows, as a reader leaves them. Rows without any text are left out.
class Grid {
public:
    struct Row {
        std::size_t number = 0; ///< as the file counts, from 1
        std::size_t first_cell = 0;
        std::size_t cell_count = 0;
    };
    /// A range of cells that is shown as one; rows as the file counts, columns from 0; both ends included.
    struct Merge {
        std::size_t first_row = 0;
        std::size_t last_row = 0;
        std::size_t first_column = 0;
        std::size_t last_column = 0;
    };

    std::span<const Cell> cells_of(const Row& row) const
    {
        return std::span(cells).subspan(row.first_cell, row.cell_count);
    }

    std::vector<Row> rows;
    std::vector<Cell> cells;
    std::vector<Merge> merges;
    Texts texts;
};

/// A foreign table: headings, and the rows below them.
class Table {
public:
    Table() = default;
    /// Needs: `first_row` at most the number of the grid's rows.
    Table(Found found, std::vector<std::string> headings, Grid grid, std::size_t first_row);

    const Found& found() const { return found_; }
    /// One a column, empty where a column has none. As many as the widest row has cells.
    const std::vector<std::string>& headings() const { return headings_; }
    std::size_t column_count() const { return headings_.size(); }
    std::size_t row_count() const { return grid_.rows.size() - first_row_; }
    /// The number of a row as the file counts, from 1. Needs: row < row_count().
    std::size_t row_number(std::size_t row) const { return grid_.rows[first_row_ + row].number; }
    /// A cell; an empty one behind the end of its row. Needs: row < row_count().
    Cell cell(std::size_t row, std::size_t column) const;

private:
    Found found_;
    std::vector<std::string> headings_;
    Grid grid_;
    std::size_t first_row_ = 0;
};

/// Reads a school's table: CSV (comma, semicolon or tab; UTF-8, UTF-16 with a mark, GBK, GB18030), XLSX or
/// DBF. Pure: no file, no clock.
///
/// Gives: the cells' texts as the file has them, nothing trimmed or mended but DBF's padding.
/// Fails: TableEmpty, TableNotATable, TableUnsupported, TableEncrypted, TableEncoding, TableDamaged,
/// TableTooLarge, TableUnsafe, TableNoSheet. The message, in the language asked for, names the row and the
/// column where there is one, and the mend; it never holds a cell's text.
Result<Table> read_table(std::span<const std::uint8_t> bytes, const ReadOptions& options = {});

/// The names of the sheets that can be read, hidden ones too, so that one can be chosen where the first is
/// not the roster; none where the format has no sheets. Fails as read_table does.
Result<std::vector<std::string>> list_sheets(std::span<const std::uint8_t> bytes,
                                             const ReadOptions& options = {});

/// Stable words: "csv", "xlsx", "dbf"; "utf-8", "utf-16le", "utf-16be", "gbk", "gb18030".
std::string_view format_word(Format format);
std::string_view encoding_word(Encoding encoding);

} // namespace tucai::collect::roster
