#pragma once

#include "collect/scopes.h"
#include "collect/states/student.h"

#include <string>

namespace tucai::collect {

/// A device on which a student's identity was confirmed with a collection code: what all of the student's
/// acts go through, as a Scope is for staff.
struct DeviceGrant {
    std::string tenant;
    std::string student;
    std::string batch;
    std::string code;
    std::string device; ///< id in `code_devices`
};

/// The student as an actor, for the audit.
Scope scope_of(const DeviceGrant& grant);

/// What a grant must still open.
enum class GrantFor {
    Status,   ///< reading, objecting, asking
    Shooting, ///< sending photos
};

/// How the things stand that a grant names.
struct Granted {
    CodeState code = CodeState::Bound;
    StudentStanding standing;
};

/// Asks whether a grant holds still. Fails: NotFound (no such device, code or student together); DeviceEnded
/// (another device has taken over, or its time has passed); StateNotAllowed (the code opens less).
Result<Granted> check_grant(store::Transaction& sql, const DeviceGrant& grant, GrantFor purpose,
                            std::int64_t now_ms);

} // namespace tucai::collect
