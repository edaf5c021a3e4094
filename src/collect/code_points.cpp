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

std::optional<std::u32string> code_points(std::string_view utf8)
{
    if (utf8.size() > longest_text_bytes)
        return std::nullopt;
    const auto size = static_cast<std::int32_t>(utf8.size());
    // No encoding needs more units than UTF-8 does.
    std::u16string units(utf8.size(), u'\0');
    auto error = U_ZERO_ERROR;
    std::int32_t unit_count = 0;
    u_strFromUTF8(units.data(), size, &unit_count, utf8.data(), size, &error);
    if (U_FAILURE(error))
        return std::nullopt;
    std::u32string points;
    points.reserve(units.size());
    for (std::int32_t place = 0; place < unit_count;) {
        UChar32 point = 0;
        U16_NEXT(units.data(), place, unit_count, point);
        points.push_back(static_cast<char32_t>(point));
    }
    return points;
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
