#pragma once

#include "api/endpoint.h"

namespace tucai::api {

/// The scope in which a call acts within a school: its people as they are; a centre within the one that
/// `?school=` names, if that works for it. Problems: NotFound (no such school, or another's); InvalidInput (a
/// centre that names none).
Outcome<access::Scope> school_scope(House& house, const Call& call);

} // namespace tucai::api
