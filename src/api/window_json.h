#pragma once

#include "api/json.h"
#include "collect/batches/batches.h"

namespace tucai::api {

/// A window as a batch and the list of windows show it.
inline nlohmann::json window_json(const collect::BatchWindow& window)
{
    nlohmann::json hours;
    if (window.window.hours)
        hours = {{"opens", collect::minute_text(window.window.hours->opens)},
                 {"closes", collect::minute_text(window.window.hours->closes)}};
    return {{"id", window.id},
            {"kind", collect::word(window.window.kind)},
            {"first_day", collect::day_text(window.window.first_day)},
            {"last_day", collect::day_text(window.window.last_day)},
            {"hours", hours},
            {"reason", or_null(window.window.reason)},
            {"class", or_null(window.class_id)},
            {"student", or_null(window.student)}};
}

} // namespace tucai::api
