#include "collect/code_points.h"

#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace tucai::collect {
namespace {

/// Far more than any field of a roster; ICU counts in 32 bits.
constexpr std::size_t longest_text_bytes = 1 << 20;

} // namespace

std::optional<std::u16string> utf16(std::string_view utf8)
{
    if (utf8.size() > longest_text_bytes)
        return std::nullopt;
    // No character has more units in UTF-16 than bytes in UTF-8.
    std::u16string units(utf8.size(), u'\0');
    const auto size = static_cast<std::int32_t>(utf8.size());
    auto error = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8(units.data(), size, &length, utf8.data(), size, &error);
    if (U_FAILURE(error))
        return std::nullopt;
    units.resize(static_cast<std::size_t>(length));
    return units;
}

std::u16string utf16(std::u32string_view points)
{
    std::u16string units;
    for (const char32_t point : points) {
        char16_t pair[U16_MAX_LENGTH];
        std::size_t length = 0;
        U16_APPEND_UNSAFE(pair, length, point);
        units.append(pair, length);
    }
    return units;
}

std::u32string code_points(std::u16string_view units)
{
    std::u32string points;
    points.reserve(units.size());
    for (std::size_t place = 0; place < units.size();) {
        UChar32 point = 0;
        U16_NEXT(units.data(), place, units.size(), point);
        points.push_back(static_cast<char32_t>(point));
    }
    return points;
}

std::optional<std::u32string> code_points(std::string_view utf8)
{
    const auto units = utf16(utf8);
    if (!units)
        return std::nullopt;
    return code_points(*units);
}

std::string utf8(std::u32string_view points)
{
    std::string text;
    text.reserve(3 * points.size());
    for (const char32_t point : points) {
        char bytes[U8_MAX_LENGTH];
        int length = 0;
        U8_APPEND_UNSAFE(bytes, length, point);
        text.append(bytes, static_cast<std::size_t>(length));
    }
    return text;
}

char32_t narrowed(char32_t point)
{
    constexpr char32_t first = U'！';
    constexpr char32_t last = U'～';
    return point >= first && point <= last ? point - first + U'!' : point;
}

} // namespace tucai::collect
