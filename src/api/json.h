#pragma once

#include "base/language.h"
#include "http/access_log.h"
#include "http/response.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace tucai::api {

inline nlohmann::json words_json(const base::Text& words)
{
    return {{"zh", words.zh}, {"en", words.en}};
}

/// "2026-06-01T08:00:00.123Z" of UTC milliseconds.
inline std::string time_text(std::int64_t at_ms)
{
    return http::utc_text(base::Instant(std::chrono::milliseconds(at_ms)));
}

inline nlohmann::json time_json(const std::optional<std::int64_t>& at_ms)
{
    return at_ms ? nlohmann::json(time_text(*at_ms)) : nlohmann::json();
}

/// Null where a text is not there.
inline nlohmann::json or_null(const std::optional<std::string>& text)
{
    return text ? nlohmann::json(*text) : nlohmann::json();
}

/// Null where a text is empty.
inline nlohmann::json or_null(const std::string& text)
{
    return text.empty() ? nlohmann::json() : nlohmann::json(text);
}

/// A list that has no further page.
inline http::Response whole_list(const nlohmann::json& items)
{
    return http::json_response(200, {{"items", items}, {"next", nullptr}});
}

} // namespace tucai::api
