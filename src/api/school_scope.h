#pragma once

#include "api/endpoint.h"

namespace tucai::api {

/// The scope in which a call acts within a school: its people as they are; a centre within the one that
/// `?school=` names, if that works for it. Problems: NotFound (no such school, or another's); InvalidInput (a
/// centre that names none).
Outcome<access::Scope> school_scope(House& house, const Call& call);

/// The batch that `?batch=` names, where the scope may see it: a list of what is in another's batch is as if
/// the batch were not there, and not as if it were empty. Problems: InvalidInput (none named), NotFound.
Outcome<std::string> named_batch(House& house, const Call& call, const access::Scope& scope);

} // namespace tucai::api
