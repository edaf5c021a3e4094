#pragma once

#include "base/instant.h"

#include <functional>

namespace tucai::http {

/// What time it is; tests give their own.
using Clock = std::function<base::Instant()>;

} // namespace tucai::http
