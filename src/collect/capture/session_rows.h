#pragma once

#include "collect/capture/device_grant.h"
#include "collect/states/capture_session.h"

#include <optional>

namespace tucai::collect {

/// A row of `capture_sessions`.
struct SessionRow {
    std::string tenant;
    std::string id;
    std::string student;
    std::string batch;
    std::string device;
    CaptureState state = CaptureState::Open;
    std::string tier;
    std::int64_t begun_ms = 0;
    std::int64_t seen_ms = 0;
    std::int64_t ends_ms = 0;
    std::optional<std::int64_t> notice_version; ///< of the batch's notice that was read
};

/// Whether shots may come and one may be confirmed. Pure.
bool is_live(CaptureState state);

/// Fails: NotFound.
Result<SessionRow> load_session(store::Transaction& sql, const std::string& tenant, const std::string& id);
/// The sitting of a student that has not ended; there is at most one. Fails: as Transaction::row.
Result<std::optional<SessionRow>> live_session(store::Transaction& sql, const std::string& tenant,
                                               const std::string& student);

/// Moves a sitting by an event and tells the audit: "capture." and the event's word. One that ends drops
/// what has not arrived of its shots. Fails: StateNotAllowed.
Result<CaptureState> move_session(store::Entry& entry, const Scope& actor, const SessionRow& session,
                                  CaptureEvent event, const Choice& choice = {});

/// Ends the live sitting of a student, if there is one; says whether there was. Fails: as move_session.
Result<bool> end_live_session(store::Entry& entry, const Scope& actor, const std::string& student,
                              CaptureEvent event);

} // namespace tucai::collect
