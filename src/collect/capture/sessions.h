#pragma once

#include "collect/capture/session_rows.h"
#include "collect/capture/shooting_window.h"

#include <array>

namespace tucai::collect {

/// What a phone can run of the engine (design, "Phones").
enum class PhoneTier { Full, Light, None };

template <> struct Words<PhoneTier> {
    static constexpr auto list = std::to_array<std::string_view>({"full", "light", "none"});
};

/// Sittings of students before the camera. Threads may share it.
class CaptureSessions {
public:
    explicit CaptureSessions(const Means& means) : means_(means) {}

    /// When the student may shoot. Fails: as check_grant.
    Result<ShootingWindow> window(const DeviceGrant& grant) const;

    /// Begins a sitting, by the server's clock; the one that runs on this device already is given again. One
    /// on another device is ended. The student begins to capture.
    /// Fails: as check_grant; WindowClosed; StateNotAllowed (a photo waits for review, is accepted, or the
    /// student is locked).
    Result<SessionRow> open(const DeviceGrant& grant, PhoneTier tier);

    /// The sitting that runs on this device. Fails: as check_grant; NotFound.
    Result<SessionRow> current(const DeviceGrant& grant) const;

    /// Notes that the batch's notice was read, in the version that was shown. Fails: as current; VersionStale
    /// (the notice has changed since).
    Result<> read_notice(const DeviceGrant& grant, std::int64_t notice_version);

private:
    const Means& means_;
};

/// The live sitting of a grant's device, at a moment at which it may go on. Fails: as check_grant; NotFound
/// (none, or another device's); WindowClosed (its time or the window's grace has passed, or the batch is
/// held).
Result<SessionRow> running_session(store::Transaction& sql, const DeviceGrant& grant, std::int64_t now_ms);

/// Ends the sittings whose time has passed and those of which nothing was heard for long, at most `most` of
/// them. For a timer's job. Gives how many. Fails: as Ledger::write.
Result<std::size_t> end_old_sessions(const Means& means, std::size_t most);

} // namespace tucai::collect
