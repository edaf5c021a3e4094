#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace tucai::base {

struct JsonLimits {
    std::size_t size_bytes = 256 * 1024;
    /// Brackets within brackets. A value some 100,000 deep is parsed but ends the process when it is copied
    /// or written (nlohmann/json#5387).
    int depth = 64;
};

/// The one door for JSON from outside.
///
/// Needs: nothing of the bytes.
/// Gives: the value; objects hold each key once, texts are UTF-8, numbers are finite.
/// Fails: JsonTooLarge, JsonTooDeep, JsonDuplicateKey, JsonMalformed. No message holds a piece of the text.
Result<nlohmann::json> parse_limited(std::string_view text, const JsonLimits& limits = {});

} // namespace tucai::base
