#pragma once

#include "collect/notify/templates.h"
#include "store/database.h"

namespace tucai::collect::notify {

/// What a topic's message says of its batch (`batch`, `school`, `office`), as far as its template has places
/// for it, beside what the caller knows of the event itself. Line ends become blanks, and what is too long is
/// cut. Fails: as Transaction::row.
Result<Parameters> with_batch_words(store::Transaction& sql, Topic topic, const std::string& tenant,
                                    const std::string& batch, Parameters own);

} // namespace tucai::collect::notify
