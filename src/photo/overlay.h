#pragma once

#include "base/result.h"
#include "photo/studio.h"
#include "rules/profile.h"

#include <cstdint>
#include <vector>

namespace tucai::photo {

/// The shot with everything that was found drawn on it, as PNG: the photo's frame with the profile's bands
/// and the measured lines, the face and its pupils, each failing finding's region with its number; beside it
/// the verdict, the one thing to do, the standard photo where one was made, and each numbered finding with
/// value, limits and fix. An error is the picture with its sentence.
///
/// Needs: an outcome with decoded pixels. Gives: same outcome, same bytes, on any thread; nothing is shared
/// between calls. Fails: InvalidInput (no pixels), Internal (memory is out).
Result<std::vector<std::uint8_t>> draw_overlay(const Outcome& outcome, const rules::Profile& profile,
                                               rules::Language language);

} // namespace tucai::photo
