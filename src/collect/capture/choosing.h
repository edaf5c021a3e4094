#pragma once

#include "collect/capture/photo_rows.h"
#include "collect/capture/shots.h"
#include "collect/locks/teller.h"

namespace tucai::collect {

/// What the machine said of a shot, for its student.
struct ShotFindings {
    std::string shot;
    std::string photo;
    PhotoState state = PhotoState::Captured; ///< MachineOk, MachineAsk or MachineRefused once it was judged
    std::string error_code;                  ///< where the picture could not be judged
    std::vector<std::string> findings;       ///< ids of rules that did not pass
    std::vector<std::string> unassessed;     ///< ids of rules that a person will judge
    std::string reports;      ///< {"zh":…,"en":…}, each a tucai.report/1 or null; empty: none
    bool has_photo = false;   ///< a standard photo was made
    bool came_before = false; ///< a returned picture or its copy: it cannot be confirmed
};

enum class PictureKind { Shot, Photo };

/// What a student does with judged shots. Threads may share it.
class Choosing {
public:
    Choosing(const Means& means, Teller& teller) : means_(means), teller_(teller) {}

    /// Fails: as check_grant; NotFound; StateNotAllowed (not judged yet: wait for it).
    Result<ShotFindings> findings(const DeviceGrant& grant, const std::string& shot) const;

    /// The student's own picture. Fails: as findings; PhotoNotMade; as BlobStore::get; KeyDestroyed.
    Result<store::Bytes> picture(const DeviceGrant& grant, const std::string& shot, PictureKind kind) const;

    /// Submits one shot of the running sitting: as good (`Confirmed`), or for a person to look at
    /// (`PersonAsked`) whatever the machine said. The same choice again is the same photo.
    /// Fails: as running_session; NotFound; InvalidInput (`None`); StateNotAllowed (not judged, refused and
    /// nobody asked, another shot is submitted already); PhotoRepeated.
    Result<PhotoRow> confirm(const DeviceGrant& grant, const std::string& shot, Submission how);

    /// Takes the submitted photo back while nobody has decided on it. Fails: as check_grant; NotFound (none
    /// is submitted); StateNotAllowed; WindowClosed (no time is left to send another).
    Result<> take_back(const DeviceGrant& grant);

private:
    const Means& means_;
    Teller& teller_;
};

} // namespace tucai::collect
