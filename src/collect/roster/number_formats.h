#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::collect::roster {

/// Which styles of a workbook's cells show their number as a date or a time.
class NumberFormats {
public:
    /// A format of the workbook's own.
    void add_format(std::uint32_t id, std::string_view code);
    /// The next style, and the format that it names.
    void add_style(std::uint32_t format_id) { styles_.push_back(format_id); }

    bool shows_date(std::size_t style) const;
    std::size_t style_count() const { return styles_.size(); }

private:
    std::map<std::uint32_t, bool> is_date_;
    std::vector<std::uint32_t> styles_;
};

/// Whether a format's code has a part of a date or a time outside quotes and brackets: yyyy"年"m"月".
bool is_date_format(std::string_view code);

/// The day that a spreadsheet's number stands for: "2026-06-30", with " HH:MM:SS" where it has a time, or a
/// time alone. Nothing for what is no number, is negative, is the day that never was (29 February 1900), or
/// lies beyond the year 9999.
std::optional<std::string> date_of_number(std::string_view number, bool counts_from_1904);

} // namespace tucai::collect::roster
