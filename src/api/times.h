#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tucai::api {

/// UTC milliseconds of "2026-06-01T08:00:00Z", also with a fraction of up to three digits: what `time_text`
/// writes, and what JavaScript's toISOString does. Nothing for any other form or for a day that is in no
/// calendar. Pure.
std::optional<std::int64_t> read_time(std::string_view text);

} // namespace tucai::api
