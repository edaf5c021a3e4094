#pragma once

#include "collect/students/rosters.h"

#include <nlohmann/json_fwd.hpp>

namespace tucai::api {

/// A given file as whoever imports it looks at it: what was found out, and each column with what it seems to
/// mean and its first cells.
nlohmann::json roster_json(const collect::GivenRoster& given);

/// What an import does: counts, and who is new, changed or absent, at most `most_in_plan` of each; all faults
/// up to the same number, each with its place and its mend.
inline constexpr std::size_t most_in_plan = 500;
nlohmann::json plan_json(const collect::RosterPlan& plan);
/// The counts alone.
nlohmann::json plan_counts_json(const collect::RosterPlan& plan);

/// A line of the list of files.
nlohmann::json import_json(const collect::RosterImport& import);

} // namespace tucai::api
