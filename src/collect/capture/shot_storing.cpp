#include "collect/capture/shot_storing.h"

#include "base/sha256.h"
#include "collect/capture/sealed_text.h"
#include "collect/locks/violation_rows.h"
#include "store/jobs.h"

namespace tucai::collect {
namespace {

Result<> add_photo(store::Entry& entry, const Means& means, const ShotRow& shot)
{
    const auto id = new_id(means.randomness);
    TUCAI_CHECK(entry.sql().run(
        "insert into photos (tenant, id, student, batch, session, shot, state, submission, is_superseded, "
        "profile, made_ms, state_ms, version) values ($1, $2, $3, $4, $5, $6, 'captured', 'none', 0, (select "
        "profile from batches where tenant = $1 and id = $4), $7, $7, 1)",
        {shot.tenant, id, shot.student, shot.batch, shot.session, shot.id, entry.now_ms()}));
    return entry.record({shot.tenant, "photo.captured", shot.student, id, "", 0});
}

/// A picture that did not come by the way that the server had opened for it.
Result<> flag_nonce(store::Entry& entry, const Means& means, const ShotRow& shot)
{
    NewViolation violation;
    violation.kind = ViolationKind::Nonce;
    violation.student = shot.student;
    violation.shot = shot.id;
    violation.evidence = R"({"nonce":"does not fit"})";
    return raise_violation(entry, means, Scope{"machine", Role::Admin, shot.tenant, ""}, violation)
        .map([](const std::string&) {});
}

Result<> store_rows(store::Entry& entry, const Means& means, const ShotRow& shot, const std::string& sha256,
                    const std::string& blob, const std::string& digest, bool nonce_fits)
{
    auto& sql = entry.sql();
    TUCAI_TRY(const auto stored,
              sql.run("update shots set state = 'stored', nonce_fits = $1, declared_sha256 = $2, "
                      "arrived_bytes = declared_bytes, blob = $3, shot_digest = $4, stored_ms = $5 where "
                      "tenant = $6 and id = $7 and state in ('awaited', 'uploading')",
                      {std::int64_t{nonce_fits ? 1 : 0}, sha256, blob, digest, entry.now_ms(), shot.tenant,
                       shot.id}));
    if (stored != 1)
        return not_allowed("shot", "dropped", "storing", "Shoot again.");
    TUCAI_CHECK(sql.run("update capture_sessions set seen_ms = $1 where tenant = $2 and id = $3",
                        {entry.now_ms(), shot.tenant, shot.session}));
    TUCAI_CHECK(add_photo(entry, means, shot));
    if (!nonce_fits)
        TUCAI_CHECK(flag_nonce(entry, means, shot));
    TUCAI_CHECK(
        store::add_job(sql, {std::string(judge_job), shot.id, payload_of_tenant(shot.tenant), entry.now_ms()},
                       entry.now_ms()));
    return entry.record(
        {shot.tenant, "shot.stored", shot.student, shot.id,
         R"({"sha256":")" + sha256 + R"(","bytes":)" + std::to_string(shot.declared_bytes) + "}", 0});
}

} // namespace

Result<ShotRow> load_shot(store::Transaction& sql, const std::string& tenant, const std::string& id)
{
    TUCAI_TRY(const auto row,
              sql.row("select session, student, batch, state, nonce, declared_bytes, declared_sha256, blob, "
                      "shot_digest, looks_high, looks_low from shots where tenant = $1 and id = $2",
                      {tenant, id}));
    if (!row)
        return not_found();
    const auto state = from_word<ShotState>(row->text("state"));
    if (!state)
        return fail(ErrorCode::Internal, "A shot's state is stored as a word that is none.");
    std::optional<Looks> looks;
    if (const auto high = row->maybe_integer("looks_high"))
        looks = Looks{static_cast<std::uint64_t>(*high),
                      static_cast<std::uint64_t>(row->maybe_integer("looks_low").value_or(0))};
    return ShotRow{tenant,
                   id,
                   row->text("session"),
                   row->text("student"),
                   row->text("batch"),
                   *state,
                   row->text("nonce"),
                   row->integer("declared_bytes"),
                   row->maybe_text("declared_sha256").value_or(""),
                   row->maybe_text("blob"),
                   row->maybe_text("shot_digest"),
                   looks};
}

Result<> note_first_piece(const Means& means, const ShotRow& shot)
{
    if (shot.state != ShotState::Awaited)
        return {};
    return means.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_CHECK(entry.sql().run("update shots set state = 'uploading' where tenant = $1 and id = $2 and "
                                    "state = 'awaited'",
                                    {shot.tenant, shot.id}));
        return entry.record({shot.tenant, "shot.uploading", shot.student, shot.id, "", 0});
    });
}

Result<> store_shot(const Means& means, const DeviceGrant& grant, const ShotRow& shot,
                    const std::string& nonce, UploadFolder::Upload& upload)
{
    TUCAI_TRY(const auto key, means.keys.person_key(grant.student));
    const auto bytes = upload.whole(key);
    if (!bytes && bytes.error().code != ErrorCode::SecretWrong)
        return tl::unexpected(bytes.error());
    const auto sha256 = bytes ? base::sha256_hex(*bytes) : std::string();
    if (!bytes || (!shot.sha256.empty() && sha256 != shot.sha256)) {
        TUCAI_CHECK(upload.remove());
        return fail(ErrorCode::UploadDigest,
                    "What arrived is not what was announced. Send the picture again.");
    }
    TUCAI_TRY(const auto blob, store::put_sealed(means.blobs, key, shot_blob, *bytes, means.randomness));
    const auto digest = bytes_digest(means, shot.tenant, *bytes);
    const bool nonce_fits = base::is_same_secret(nonce, shot.nonce);
    TUCAI_CHECK(means.ledger.write([&](store::Entry& entry) {
        return store_rows(entry, means, shot, sha256, blob, digest, nonce_fits);
    }));
    // The picture is stored: a file that stays is a sweeper's work, not a failure.
    (void)upload.remove();
    return {};
}

std::string tenant_of_job(std::string_view payload)
{
    constexpr std::string_view before = R"({"tenant":")";
    constexpr std::string_view after = R"("})";
    if (payload.size() <= before.size() + after.size() || !payload.starts_with(before) ||
        !payload.ends_with(after))
        return {};
    const auto tenant = payload.substr(before.size(), payload.size() - before.size() - after.size());
    return base::is_id(tenant) ? std::string(tenant) : std::string();
}

std::string payload_of_tenant(const std::string& tenant)
{
    return R"({"tenant":")" + tenant + R"("})";
}

} // namespace tucai::collect
