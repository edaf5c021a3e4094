#pragma once

#include "collect/locks/cursor.h"
#include "collect/review/desk.h"

namespace tucai::collect {

/// Reads all that the desk shows of a photo. Fails: as Desk::look.
Result<DeskPhoto> desk_photo(store::Transaction& sql, const Means& means, const Scope& scope,
                             const std::string& photo, std::int64_t now_ms);

/// Notes who looks at a photo just now, and tells the audit that it was seen. Fails: as Transaction::run.
Result<> note_look(store::Entry& entry, const Scope& scope, const std::string& photo);

/// Where the bytes of a picture lie.
struct PicturePlace {
    std::string student;
    std::string blob;
    std::string_view what; ///< as which it is sealed
};

/// Fails: NotFound; PhotoNotMade.
Result<PicturePlace> picture_place(store::Transaction& sql, const Scope& scope, const std::string& photo,
                                   DeskPicture kind);

} // namespace tucai::collect
