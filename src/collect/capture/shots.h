#pragma once

#include "collect/capture/sessions.h"
#include "collect/capture/upload_folder.h"
#include "collect/states/photo.h"

#include <array>
#include <optional>

namespace tucai::collect {

/// Where a shot came from, as the phone says: a picked file is weaker evidence than the camera.
enum class ShotSource { Camera, File };

/// Where a shot stands.
enum class ShotState { Awaited, Uploading, Stored, Judged, Dropped };

template <> struct Words<ShotSource> {
    static constexpr auto list = std::to_array<std::string_view>({"camera", "file"});
};

template <> struct Words<ShotState> {
    static constexpr auto list =
        std::to_array<std::string_view>({"awaited", "uploading", "stored", "judged", "dropped"});
};

/// A picture that a phone is about to send.
struct NewShot {
    std::int64_t declared_bytes = 0;
    std::string declared_sha256; ///< 64 lower-case hexadecimal digits; empty: not declared
    ShotSource source = ShotSource::Camera;
};

/// Where it is to be sent.
struct ShotTicket {
    std::string shot;
    std::string nonce; ///< comes back with the picture's last piece
};

/// A piece of a picture.
struct ShotPiece {
    std::string shot;
    std::int64_t offset = 0;
    base::ByteSpan bytes;
    std::string nonce; ///< as the phone gives it back
};

enum class PieceFate {
    Taken,
    Repeated,    ///< was there already
    WrongOffset, ///< not taken: go on at `arrived_bytes`
    Whole,       ///< the picture is whole and stored
};

struct PieceAnswer {
    PieceFate fate = PieceFate::Taken;
    std::int64_t arrived_bytes = 0;
};

/// What the server has of a shot: the only truth of an upload.
struct Receipt {
    std::string shot;
    std::string session;
    ShotState state = ShotState::Awaited;
    std::int64_t declared_bytes = 0;
    std::int64_t arrived_bytes = 0;
    std::string sha256; ///< of what is stored; empty until then
    std::optional<std::int64_t> stored_ms;
    std::optional<std::int64_t> judged_ms;
    std::string photo; ///< id; empty until it is stored
    std::optional<PhotoState> photo_state;
    std::optional<Submission> submission;
};

/// Pictures on their way from phones, until they are stored and wait to be judged. Threads may share it.
class Shots {
public:
    Shots(const Means& means, const UploadFolder& folder) : means_(means), folder_(folder) {}

    /// Expects a picture; where eight are on their way already, the oldest of them is given up. Fails: as
    /// running_session; ConsentMissing (the notice was not read, the consent to the photo not given, or the
    /// one to the comparison not answered); InvalidInput (no size, no digest); UploadTooLarge;
    /// CaptureTooMany.
    Result<ShotTicket> expect(const DeviceGrant& grant, const NewShot& shot);

    /// Takes a piece, in any number and again after any break. The last one makes the picture whole: it is
    /// stored under the student's key, and the job that judges it is added in the same transaction. An empty
    /// piece at the end tries that again. A nonce that does not fit is a flag for a person, never a refusal.
    /// Fails: as running_session; NotFound; StateNotAllowed (dropped); InvalidInput (beyond the declared
    /// size, or crumbs); UploadDigest (nothing of it is kept; send it again); FileUnreadable,
    /// StoreUnavailable.
    Result<PieceAnswer> take(const DeviceGrant& grant, const ShotPiece& piece);

    /// Fails: as check_grant; NotFound.
    Result<Receipt> receipt(const DeviceGrant& grant, const std::string& shot) const;
    /// Of every shot of a sitting, in their order. Fails: as check_grant; NotFound.
    Result<std::vector<Receipt>> receipts(const DeviceGrant& grant, const std::string& session) const;

private:
    const Means& means_;
    const UploadFolder& folder_;
};

/// Removes the files of pictures that nobody waits for any more. For a timer's job. Gives how many.
/// Fails: as UploadFolder::sweep.
Result<std::size_t> sweep_uploads(const Means& means, const UploadFolder& folder);

} // namespace tucai::collect
