#include "base/csv.h"

namespace tucai::base {

CsvReader::CsvReader(std::string_view text, CsvForm form) : text_(text), form_(form)
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark))
        text_.remove_prefix(byte_order_mark.size());
}

Result<bool> CsvReader::next(std::vector<std::string>& fields)
{
    fields.clear();
    field_ = 0;
    for (auto bytes = end_of_line_bytes(); bytes > 0; bytes = end_of_line_bytes()) {
        place_ += bytes;
        ++line_;
        ++row_;
    }
    if (place_ == text_.size())
        return false;
    record_line_ = line_;
    ++row_;
    for (bool is_last = false; !is_last;) {
        if (field_++ == form_.most_fields)
            return wrong(CsvFault::TooManyFields, line_,
                         "more than " + std::to_string(form_.most_fields) + " fields.");
        place_ += has_guard() ? 1 : 0;
        TUCAI_TRY(auto value, text_.substr(place_).starts_with('"') ? quoted_field() : bare_field());
        fields.push_back(std::move(value));
        TUCAI_TRY(is_last, at_end_of_record());
    }
    if (field_count_ == 0)
        field_count_ = fields.size();
    if (fields.size() != field_count_ && form_.manners == CsvManners::Strict)
        return wrong(CsvFault::FieldCount, record_line_,
                     std::to_string(fields.size()) + " fields, but the first line has " +
                         std::to_string(field_count_) + ".");
    return true;
}

tl::unexpected<Error> CsvReader::wrong(CsvFault fault, std::size_t line, const std::string& what)
{
    fault_ = fault;
    fault_field_ = field_;
    record_line_ = line;
    return fail(ErrorCode::InvalidInput, "Line " + std::to_string(line) + ": " + what);
}

/// How many bytes end a line here; 0: none does.
std::size_t CsvReader::end_of_line_bytes() const
{
    const auto rest = text_.substr(place_, 2);
    if (rest.starts_with('\n'))
        return 1;
    if (rest == "\r\n")
        return 2;
    return rest.starts_with('\r') && form_.manners == CsvManners::Foreign ? 1 : 0;
}

bool CsvReader::has_guard() const
{
    return form_.manners == CsvManners::Foreign && text_.substr(place_, 2) == "=\"";
}

Result<std::string> CsvReader::bare_field()
{
    const std::size_t start = place_;
    for (; place_ < text_.size(); ++place_) {
        const char c = text_[place_];
        if (c == form_.separator || c == '\n' || c == '\r')
            break;
        if (c == '"')
            return wrong(CsvFault::QuoteAmidField, line_,
                         "a quote amid a field; the whole field must stand in quotes.");
        if (c == '\0')
            return wrong(CsvFault::Nul, line_, "a NUL byte; this is no text.");
        if (place_ - start == form_.most_field_bytes)
            return wrong(CsvFault::FieldTooLong, line_, "a field that is too long.");
    }
    return std::string(text_.substr(start, place_ - start));
}

Result<std::string> CsvReader::quoted_field()
{
    const std::size_t first_line = line_;
    std::string value;
    for (++place_; place_ < text_.size(); ++place_) {
        const char c = text_[place_];
        if (c == '\0')
            return wrong(CsvFault::Nul, line_, "a NUL byte; this is no text.");
        if (c == '"') {
            ++place_;
            if (!text_.substr(place_).starts_with('"'))
                return value;
        }
        if (value.size() == form_.most_field_bytes)
            return wrong(CsvFault::FieldTooLong, first_line, "a field that is too long.");
        line_ += c == '\n' ? 1 : 0;
        value += c;
    }
    return wrong(CsvFault::OpenQuote, first_line, "a quote that is not closed.");
}

Result<bool> CsvReader::at_end_of_record()
{
    if (place_ == text_.size())
        return true;
    if (text_[place_] == form_.separator) {
        ++place_;
        return false;
    }
    if (const auto bytes = end_of_line_bytes(); bytes > 0) {
        place_ += bytes;
        ++line_;
        return true;
    }
    if (text_[place_] == '\r')
        return wrong(CsvFault::StrayReturn, line_, "a carriage return without a line feed.");
    return wrong(CsvFault::TextBehindQuote, line_, "text behind a closing quote.");
}

} // namespace tucai::base
