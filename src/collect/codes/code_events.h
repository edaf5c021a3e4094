#pragma once

#include "collect/states/collection_code.h"
#include "store/ledger.h"

#include <string>

namespace tucai::collect {

/// Moves a code by an event, beside its devices: use, release, revoke, expire. One that ends ends its
/// devices. Tells the audit: "code." and the new state's word, with the event. `reason` is a stable word.
/// Fails: CodeUnknown; StateNotAllowed.
Result<CodeState> apply_code_event(store::Entry& entry, const std::string& tenant, const std::string& code,
                                   CodeEvent event, const std::string& reason, const std::string& actor);

} // namespace tucai::collect
