#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::base {

/// Reads comma-separated text record by record, as RFC 4180 has it and no looser: a field is bare, or stands
/// in quotes whole, with a quote inside written twice; records end with LF or CRLF; every record has as many
/// fields as the first. A byte order mark and empty lines are passed over. Pure.
class CsvReader {
public:
    /// The text must outlive the reader.
    explicit CsvReader(std::string_view text);

    /// Reads the next record into `fields`; false at the end. Fails: InvalidInput, naming the line (a quote
    /// that is not closed or stands amid a field, a stray CR, a NUL, another number of fields). After a
    /// failure the reader must not be asked again.
    Result<bool> next(std::vector<std::string>& fields);

    /// The line on which the last record began, from 1.
    std::size_t line() const { return record_line_; }

private:
    Result<std::string> field();
    Result<std::string> quoted_field();
    Result<bool> at_end_of_record();

    std::string_view text_;
    std::size_t place_ = 0;
    std::size_t line_ = 1;
    std::size_t record_line_ = 0;
    std::size_t field_count_ = 0;
};

} // namespace tucai::base
