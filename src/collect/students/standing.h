#pragma once

#include "collect/scopes.h"
#include "collect/states/student.h"

#include <string>
#include <vector>

namespace tucai::collect {

/// A student's standing from a row with the columns `state` and `locked_from`. Fails: Internal (no such
/// word).
Result<StudentStanding> standing_of(const store::Row& row);

/// Moves a student of the scope's tenant by an event, within the transaction that makes it true, and tells
/// the audit: "student." and the event's word. `reason` is kept beside the state and shown to the student; it
/// holds no name. Fails: StateNotAllowed; NotFound (none such, or of another college than the scope's).
Result<StudentStanding> move_student(store::Entry& entry, const Scope& scope, const std::string& student,
                                     StudentEvent event, const StudentEvidence& evidence,
                                     const std::string& reason = "");

} // namespace tucai::collect
