#pragma once

#include "collect/capture/photo_rows.h"

namespace tucai::collect {

/// Asks a person about a submitted photo; once while that is open. Fails: as Transaction::run.
Result<> ask_about_photo(store::Entry& entry, const Means& means, const Scope& student,
                         const PhotoRow& photo);

/// Closes what is asked about a photo that was decided, or taken back. Fails: as Transaction::run.
Result<> close_help_about(store::Entry& entry, const std::string& tenant, const std::string& actor,
                          const std::string& photo);

} // namespace tucai::collect
