#pragma once

#include "base/result.h"

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::base {

/// How much of what other programs write is taken.
enum class CsvManners {
    Strict,  ///< RFC 4180 and no looser
    Foreign, ///< also: records of any number of fields, a lone CR as the end of a record, and `="0123"`,
             ///< which keeps a spreadsheet from reading a number, for 0123
};

/// How a text is to be read.
struct CsvForm {
    char separator = ',';
    CsvManners manners = CsvManners::Strict;
    std::size_t most_fields = std::numeric_limits<std::size_t>::max();      ///< in one record
    std::size_t most_field_bytes = std::numeric_limits<std::size_t>::max(); ///< in one field
};

/// What can be wrong with a text.
enum class CsvFault {
    None,
    QuoteAmidField,
    OpenQuote,
    TextBehindQuote,
    StrayReturn,
    Nul,
    FieldCount,
    TooManyFields,
    FieldTooLong,
};

/// Reads comma-separated text record by record, as RFC 4180 has it: a field is bare, or stands in quotes
/// whole, with a quote inside written twice; records end with LF or CRLF; every record has as many fields as
/// the first. A byte order mark and empty lines are passed over. Pure.
class CsvReader {
public:
    /// The text must outlive the reader.
    explicit CsvReader(std::string_view text, CsvForm form = {});

    /// Reads the next record into `fields`; false at the end. Fails: InvalidInput, naming the line (a quote
    /// that is not closed or stands amid a field, a stray CR, a NUL, another number of fields; more than the
    /// form allows). After a failure the reader must not be asked again.
    Result<bool> next(std::vector<std::string>& fields);

    /// The line on which the last record began, from 1; after a failure, the line that is wrong.
    std::size_t line() const { return record_line_; }

    /// The last record as a spreadsheet counts its rows, from 1: an empty line is one, a line inside quotes
    /// is none.
    std::size_t row() const { return row_; }

    /// After a failure: what is wrong, and in which field of the record, from 1.
    CsvFault fault() const { return fault_; }
    std::size_t fault_field() const { return fault_field_; }

private:
    std::size_t end_of_line_bytes() const;
    bool has_guard() const;
    tl::unexpected<Error> wrong(CsvFault fault, std::size_t line, const std::string& what);
    Result<std::string> bare_field();
    Result<std::string> quoted_field();
    Result<bool> at_end_of_record();

    std::string_view text_;
    CsvForm form_;
    std::size_t place_ = 0;
    std::size_t line_ = 1;
    std::size_t record_line_ = 0;
    std::size_t row_ = 0;
    std::size_t field_count_ = 0;
    std::size_t field_ = 0;
    std::size_t fault_field_ = 0;
    CsvFault fault_ = CsvFault::None;
};

} // namespace tucai::base
