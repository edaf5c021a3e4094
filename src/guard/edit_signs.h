#pragma once

#include "image/decode.h"
#include "rules/verdict.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tucai::guard {

/// Signs that a picture is not as a camera gave it. They are flags with evidence for a person, never a
/// verdict: a name of a program says that it was used, not what for.
struct EditSigns {
    rules::Measures measures;             ///< those of `genuine.edited`
    std::vector<image::Warning> warnings; ///< what was seen, in words: genuine.editor_tag, ...
};

/// Looks for all signs in one picture. Needs: `decoded` is of `bytes`. Gives every measure of
/// `genuine.edited`, those that cannot be taken of such a file as 0 with a confidence of 0. Pure; any number
/// of threads. Source: docs/rules/genuine.md.
EditSigns find_edit_signs(std::span<const std::uint8_t> bytes, const image::Decoded& decoded);

} // namespace tucai::guard
