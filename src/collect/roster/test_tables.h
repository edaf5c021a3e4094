#pragma once

#include "collect/roster/table.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Tables for tests, written as other programs write them.
namespace tucai::collect::roster {

using FileBytes = std::vector<std::uint8_t>;
using Lines = std::vector<std::vector<std::string>>;

inline FileBytes bytes_of(std::string_view text)
{
    return {text.begin(), text.end()};
}

/// A UTF-8 text in another encoding, as ICU writes it.
inline std::string in_encoding(std::string_view utf8, const char* encoding)
{
    const auto text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(encoding, &status);
    std::string bytes(static_cast<std::size_t>(text.length()) * 4 + 8, '\0');
    const auto size = ucnv_fromUChars(converter, bytes.data(), static_cast<int32_t>(bytes.size()),
                                      text.getBuffer(), text.length(), &status);
    ucnv_close(converter);
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

/// Lines as CSV; every field in quotes.
inline std::string as_csv(const Lines& lines, char separator = ',', std::string_view end = "\r\n")
{
    std::string text;
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            text += i == 0 ? "" : std::string(1, separator);
            text += '"';
            for (const char c : line[i])
                text.append(c == '"' ? 2 : 1, c);
            text += '"';
        }
        text += end;
    }
    return text;
}

/// The rows below the headings.
inline Lines rows_of(const Table& table)
{
    Lines rows;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        rows.emplace_back();
        for (std::size_t column = 0; column < table.column_count(); ++column)
            rows.back().emplace_back(table.cell(row, column).text);
    }
    return rows;
}

/// A DBF, byte by byte (dBASE III).
class DbfBuilder {
public:
    DbfBuilder& field(const std::string& name, char type, std::uint8_t width)
    {
        fields_.push_back({name, type, width});
        return *this;
    }
    /// Values as bytes of the table's encoding, padded and cut to their fields.
    DbfBuilder& record(const std::vector<std::string>& values, char mark = ' ')
    {
        records_ += mark;
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            auto value = values[i];
            value.resize(fields_[i].width, ' ');
            records_ += value;
        }
        ++count_;
        return *this;
    }
    DbfBuilder& code_page(std::uint8_t byte)
    {
        code_page_ = byte;
        return *this;
    }

    FileBytes file() const
    {
        std::size_t width = 1;
        for (const auto& field : fields_)
            width += field.width;
        FileBytes bytes = {0x03, 126, 6, 30};
        put(bytes, count_, 4);
        put(bytes, 33 + 32 * fields_.size(), 2);
        put(bytes, width, 2);
        bytes.resize(32);
        bytes[29] = code_page_;
        for (const auto& field : fields_) {
            const auto begin = bytes.size();
            bytes.insert(bytes.end(), field.name.begin(), field.name.end());
            bytes.resize(begin + 32);
            bytes[begin + 11] = static_cast<std::uint8_t>(field.type);
            bytes[begin + 16] = field.width;
        }
        bytes.push_back(0x0D);
        bytes.insert(bytes.end(), records_.begin(), records_.end());
        bytes.push_back(0x1A);
        return bytes;
    }

private:
    struct Described {
        std::string name;
        char type = 'C';
        std::uint8_t width = 0;
    };
    static void put(FileBytes& bytes, std::size_t value, int count)
    {
        for (; count > 0; --count, value >>= 8U)
            bytes.push_back(static_cast<std::uint8_t>(value & 0xFFU));
    }

    std::vector<Described> fields_;
    std::string records_;
    std::size_t count_ = 0;
    std::uint8_t code_page_ = 0;
};

} // namespace tucai::collect::roster
