#pragma once

#include "api/endpoint.h"

namespace tucai::api {

// One function a resource, each in the file of its name.

Endpoints session_endpoints(House& house);
Endpoints user_endpoints(House& house);
Endpoints school_endpoints(House& house);
Endpoints place_endpoints(House& house); ///< colleges and classes
Endpoints batch_endpoints(House& house);
Endpoints window_endpoints(House& house);
Endpoints notice_endpoints(House& house);
Endpoints roster_endpoints(House& house);
Endpoints student_endpoints(House& house);
Endpoints reference_photo_endpoints(House& house);

Endpoints code_endpoints(House& house);    ///< issuing, revoking; reading and confirming on a device
Endpoints capture_endpoints(House& house); ///< a student's sitting, consents and status
Endpoints shot_endpoints(House& house);    ///< a student's pictures, from the upload to the choice

Endpoints student_desk_endpoints(House& house); ///< a student's own locks, objections and questions
Endpoints photo_endpoints(House& house);
Endpoints review_endpoints(House& house);
Endpoints exemption_endpoints(House& house);
Endpoints violation_endpoints(House& house);
Endpoints lock_endpoints(House& house); ///< with objections and what happened
Endpoints threshold_endpoints(House& house);
Endpoints help_endpoints(House& house);
Endpoints notification_endpoints(House& house);
Endpoints audit_endpoints(House& house);
Endpoints job_endpoints(House& house);

/// Everything below /api/v1. Needs: a house that outlives it.
Endpoints all_endpoints(House& house);

/// Fails: as http::Router::add.
Result<> add_endpoints(http::Router& router, House& house);

} // namespace tucai::api
