#pragma once

#include "api/json.h"
#include "collect/capture/photo_rows.h"
#include "collect/locks/violation_rows.h"
#include "collect/review/exemption_rows.h"

namespace tucai::api {

/// What several resources tell of a photo, a suspicion, an exemption. Ids, words and times only.
nlohmann::json photo_json(const collect::PhotoRow& photo);
nlohmann::json violation_json(const collect::ViolationRow& violation);
nlohmann::json exemption_json(const collect::ExemptionRow& exemption);

/// JSON that the service keeps as a text; null where there is none. Needs: JSON.
nlohmann::json stored_json(const std::string& text);

} // namespace tucai::api
