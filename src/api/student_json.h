#pragma once

#include "api/json.h"
#include "collect/students/students.h"

namespace tucai::api {

/// A student as the service shows one to a scope: who it is only where the service gave it.
nlohmann::json student_json(const collect::StudentRow& student);

} // namespace tucai::api
