#include "base/csv.h"

namespace tucai::base {
namespace {

tl::unexpected<Error> wrong(std::size_t line, const std::string& what)
{
    return fail(ErrorCode::InvalidInput, "Line " + std::to_string(line) + ": " + what);
}

} // namespace

CsvReader::CsvReader(std::string_view text) : text_(text)
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark))
        text_.remove_prefix(byte_order_mark.size());
}

Result<bool> CsvReader::next(std::vector<std::string>& fields)
{
    fields.clear();
    while (place_ < text_.size() && (text_[place_] == '\n' || text_.substr(place_, 2) == "\r\n")) {
        place_ += text_[place_] == '\n' ? 1 : 2;
        ++line_;
    }
    if (place_ == text_.size())
        return false;
    record_line_ = line_;
    for (bool is_last = false; !is_last;) {
        TUCAI_TRY(auto value, text_.substr(place_).starts_with('"') ? quoted_field() : field());
        fields.push_back(std::move(value));
        TUCAI_TRY(is_last, at_end_of_record());
    }
    if (field_count_ == 0)
        field_count_ = fields.size();
    if (fields.size() != field_count_)
        return wrong(record_line_, std::to_string(fields.size()) + " fields, but the first line has " +
                                       std::to_string(field_count_) + ".");
    return true;
}

Result<std::string> CsvReader::field()
{
    const std::size_t start = place_;
    while (place_ < text_.size() && text_[place_] != ',' && text_[place_] != '\n' && text_[place_] != '\r') {
        if (text_[place_] == '"')
            return wrong(line_, "a quote amid a field; the whole field must stand in quotes.");
        if (text_[place_] == '\0')
            return wrong(line_, "a NUL byte; this is no text.");
        ++place_;
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
            return wrong(line_, "a NUL byte; this is no text.");
        if (c == '"') {
            ++place_;
            if (!text_.substr(place_).starts_with('"'))
                return value;
        }
        line_ += c == '\n' ? 1 : 0;
        value += c;
    }
    return wrong(first_line, "a quote that is not closed.");
}

Result<bool> CsvReader::at_end_of_record()
{
    if (place_ == text_.size())
        return true;
    if (text_[place_] == ',') {
        ++place_;
        return false;
    }
    if (text_[place_] == '\n' || text_.substr(place_, 2) == "\r\n") {
        place_ += text_[place_] == '\n' ? 1 : 2;
        ++line_;
        return true;
    }
    return wrong(line_, text_[place_] == '\r' ? "a carriage return without a line feed."
                                              : "text behind a closing quote.");
}

} // namespace tucai::base
