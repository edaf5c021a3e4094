#pragma once

#include <chrono>

namespace tucai::base {

/// A moment: UTC milliseconds since 1970, leap seconds left out, as the server's clock gives it. Local time
/// exists only where people read or write it.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

} // namespace tucai::base
