#pragma once

#include "base/result.h"
#include "image/image.h"
#include "rules/profile.h"

#include <cstdint>
#include <vector>

namespace tucai::photo {

/// A print's JPEG, cut out of the photo and never scaled: the middle across, from the upper edge down. Its
/// density says the print's width. Quality 95: a print has no byte window.
/// Fails: InvalidInput (the print is larger than the photo).
Result<std::vector<std::uint8_t>> cut_print(const image::Image& photo, const rules::PrintSize& print);

} // namespace tucai::photo
