#pragma once

#include "collect/capture/judge.h"
#include "collect/capture/shots.h"

namespace tucai::collect {

/// A row of `shots`.
struct ShotRow {
    std::string tenant;
    std::string id;
    std::string session;
    std::string student;
    std::string batch;
    ShotState state = ShotState::Awaited;
    std::string nonce;
    std::int64_t declared_bytes = 0;
    std::string sha256; ///< declared, or of what arrived; empty where neither
    std::optional<std::string> blob;
    std::optional<std::string> digest; ///< bytes_digest of the picture
    std::optional<Looks> looks;
};

/// Kinds of jobs; their subject is the id of the shot or the photo, their payload the tenant.
inline constexpr std::string_view judge_job = "judge";
inline constexpr std::string_view compare_job = "compare";

/// What the blobs of this room are sealed as (store::put_sealed).
inline constexpr std::string_view shot_blob = "shot";
inline constexpr std::string_view photo_blob = "photo";

/// Fails: NotFound.
Result<ShotRow> load_shot(store::Transaction& sql, const std::string& tenant, const std::string& id);

/// Notes, once, that a picture has begun to arrive. Fails: as Ledger::write.
Result<> note_first_piece(const Means& means, const ShotRow& shot);

/// Stores a picture that has arrived whole: first its bytes as a blob, then the rows that name it, with the
/// job that judges it; last its upload's file goes. Where this ends between two of these, the next try or the
/// sweepers make it good. Fails: UploadDigest (what arrived is removed); StoreUnavailable; StateNotAllowed
/// (dropped meanwhile).
Result<> store_shot(const Means& means, const DeviceGrant& grant, const ShotRow& shot,
                    const std::string& nonce, UploadFolder::Upload& upload);

/// The id of a job's tenant, from its payload; empty where there is none. Pure.
std::string tenant_of_job(std::string_view payload);
/// The payload that names a tenant. Needs: an id. Pure.
std::string payload_of_tenant(const std::string& tenant);

} // namespace tucai::collect
