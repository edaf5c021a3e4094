#include "collect/locks/cursor.h"

#include "base/bytes.h"

#include <algorithm>
#include <charconv>

namespace tucai::collect {

std::string cursor_text(const Cursor& cursor)
{
    return std::to_string(cursor.at_ms) + "." + cursor.id;
}

Result<Cursor> read_cursor(const std::string& text)
{
    if (text.empty())
        return Cursor();
    Cursor cursor;
    const auto dot = text.find('.');
    const auto* end = text.data() + std::min(dot, text.size());
    const auto [stop, error] = std::from_chars(text.data(), end, cursor.at_ms);
    if (dot == std::string::npos || error != std::errc() || stop != end ||
        !base::is_id(std::string_view(text).substr(dot + 1)))
        return fail(ErrorCode::InvalidInput, "That is no cursor of this list.");
    cursor.id = text.substr(dot + 1);
    return cursor;
}

std::int64_t page_size(std::size_t limit)
{
    return static_cast<std::int64_t>(std::clamp<std::size_t>(limit, 1, 200));
}

} // namespace tucai::collect
