#pragma once

#include "photo/studio.h"
#include "rules/profile.h"

#include <string>

namespace tucai::photo {

/// The shot with numbered marks drawn over it as vectors, each a link to its finding, and the standard photo
/// beside it at the same size of the head. Empty where there are no pixels.
std::string pictures_of(const Outcome& outcome, const rules::Profile& profile, rules::Language language);

/// The part of the shot where a finding's region lies, with the region drawn on it; empty where it has none.
std::string crop_of(const Outcome& outcome, const rules::Finding& finding, rules::Language language);

/// The shot shrunk into a box of px, as JPEG; empty where there are no pixels.
std::vector<std::uint8_t> thumbnail(const Outcome& outcome, int most_width, int most_height);

} // namespace tucai::photo
