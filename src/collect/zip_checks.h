#pragma once

#include <cstddef>
#include <string_view>

namespace tucai::collect {

/// Whether a ZIP archive has more entries than that. Its central directory has a mark for every entry: so
/// many are counted before libzip allocates for them. Pure.
bool has_more_zip_entries(std::string_view bytes, std::size_t most);

/// Whether an entry's name stays inside the archive, were it a path: relative, without "..", without a drive
/// or a backslash, without NUL, at most 1,024 bytes. Pure.
bool is_inside_zip(std::string_view name);

} // namespace tucai::collect
