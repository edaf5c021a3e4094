#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>

namespace tucai::collect {

/// Where a page of a list that is ordered by a time and an id went up to; its text is opaque to others.
struct Cursor {
    std::int64_t at_ms = -1; ///< before everything
    std::string id;
};

/// Pure.
std::string cursor_text(const Cursor& cursor);
/// The first page for an empty text. Fails: InvalidInput. Pure.
Result<Cursor> read_cursor(const std::string& text);

/// How many rows a page has: what is asked for, but 1 to 200. Pure.
std::int64_t page_size(std::size_t limit);

} // namespace tucai::collect
