#pragma once

#include "collect/scopes.h"
#include "collect/states/collection_code.h"

namespace tucai::collect {

/// Moves the live code of a student by what became of the photo: `Use` at the final acceptance, `Release`
/// when that does not hold any more. A student without such a code is left as it is: the code may have been
/// revoked since. Fails: as apply_code_event.
Result<> move_code(store::Entry& entry, const Scope& actor, const std::string& student, CodeEvent event);

} // namespace tucai::collect
