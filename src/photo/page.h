#pragma once

#include "photo/studio.h"
#include "rules/profile.h"

#include <string>

namespace tucai::photo {

/// A page that needs no other file and no script: the verdict and the one thing to do, the shot with numbered
/// marks and the standard photo beside it at the same size of the head, each failing finding worst first with
/// its place, value, limits, reason and fix, the rules that passed, and by the notice's rules what a person
/// will look at. Readable on a phone of 360 px, by night and in print. UTF-8.
std::string to_html(const Outcome& outcome, const rules::Profile& profile, rules::Language language);

} // namespace tucai::photo
