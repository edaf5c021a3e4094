#pragma once

#include "collect/capture/photo_rows.h"
#include "collect/capture/shot_storing.h"

namespace tucai::collect {

/// Raises what a submitted photo is suspected of, for a person to look at: that it resembles another
/// student's, or that the engine found signs of a picture of a picture or of editing. Shots that were not
/// submitted are nobody's business. Fails: as raise_violation.
Result<> raise_flags(store::Entry& entry, const Means& means, const ShotRow& shot, const PhotoRow& photo);

/// Adds the job that compares a submitted photo with the admission photo, where its student agreed to that
/// and there is one. Fails: as add_job.
Result<> add_comparison(store::Transaction& sql, const PhotoRow& photo, std::int64_t now_ms);

} // namespace tucai::collect
