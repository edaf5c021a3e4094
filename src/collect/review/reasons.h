#pragma once

#include "base/language.h"

#include <span>
#include <string_view>

namespace tucai::collect {

/// Why a photo is returned, as the student reads it: what was seen, then the one thing to do.
struct ReturnReason {
    std::string_view code; ///< stable; its first word says what it belongs to
    std::string_view zh;
    std::string_view en;
    std::string_view fix; ///< key of the one thing to do (ux, "Words for fixes")
    bool needs_words;     ///< says nothing by itself: the reviewer's own words must come with it
};

/// Every reason, in the order of the notice's rules. Pure.
std::span<const ReturnReason> return_reasons();

/// Null where there is none of that code. Pure.
const ReturnReason* find_reason(std::string_view code);

} // namespace tucai::collect
