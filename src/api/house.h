#pragma once

#include "access/people.h"
#include "collect/capture/upload_folder.h"
#include "collect/codes/code_desk.h"
#include "collect/locks/teller.h"
#include "collect/means.h"
#include "http/clock.h"
#include "http/idempotency.h"
#include "http/paging.h"
#include "http/rate_limit.h"
#include "registry/registry.h"
#include "store/audit_heads.h"

namespace tucai::api {

/// What handlers work with; the program builds it, and all of it outlives the server.
struct House {
    const collect::Means& means;
    access::People& people;
    collect::Teller& teller;
    const store::AuditHeads& audit_heads;
    const http::Cursors& cursors;
    http::IdempotencyStore& idempotency;
    http::Clock clock;
    registry::Registry& registry; ///< the stand-in: issues this system's own codes
    collect::CodeDesk& desk;
    /// Reads codes out of pictures, and draws them; the engine's side plugs both in.
    const collect::CodePictures& code_pictures;
    std::vector<const collect::CodeReader*> code_readers;
    std::function<Result<std::string>(std::string_view text)> code_svg;
    const collect::UploadFolder& uploads;
    /// Where a link that is sent to somebody leads, such as "https://tucai.school.edu.cn": no slash at its
    /// end.
    std::string public_address;
};

} // namespace tucai::api
