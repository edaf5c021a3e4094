#include "collect/capture/choosing.h"

#include "collect/capture/flags.h"
#include "collect/capture/likeness.h"
#include "collect/capture/sealed_text.h"
#include "collect/locks/thresholds.h"
#include "collect/review/help_rows.h"
#include "collect/students/standing.h"

namespace tucai::collect {
namespace {

/// A judged shot of a grant's student.
struct OwnShot {
    ShotRow shot;
    PhotoRow photo;
};

Result<OwnShot> own_shot(store::Transaction& sql, const DeviceGrant& grant, const std::string& id)
{
    TUCAI_TRY(auto shot, load_shot(sql, grant.tenant, id));
    if (shot.student != grant.student)
        return not_found();
    auto photo = load_photo_of_shot(sql, grant.tenant, id);
    if (!photo && photo.error().code == ErrorCode::NotFound)
        return not_allowed("shot", word(shot.state), "choice", "It has not arrived whole.");
    TUCAI_TRY(auto found, photo);
    if (found.state == PhotoState::Captured)
        return not_allowed(found.state, PhotoEvent::SchoolAccept, "It has not been judged; wait for it.");
    return OwnShot{std::move(shot), std::move(found)};
}

Result<bool> came_before(store::Transaction& sql, const ShotRow& shot)
{
    TUCAI_TRY(const auto bits, threshold_of(sql, shot.tenant, Threshold::DuplicateBits));
    TUCAI_TRY(const auto before, returned_before(sql, shot, bits));
    return before.has_value();
}

/// The newest photo counts; the one before stays as it was.
Result<> supersede(store::Entry& entry, const DeviceGrant& grant)
{
    TUCAI_TRY(const auto before, current_photo(entry.sql(), grant.tenant, grant.student));
    if (!before)
        return {};
    TUCAI_CHECK(
        entry.sql().run("update photos set is_superseded = 1, version = version + 1 where tenant = $1 "
                        "and id = $2",
                        {grant.tenant, before->id}));
    return entry.record(event_of(scope_of(grant), "photo.superseded", before->id));
}

Result<PhotoRow> submit(store::Entry& entry, const DeviceGrant& grant, PhotoRow photo, Submission how)
{
    TUCAI_CHECK(entry.sql().run("update photos set submission = $1, submitted_ms = $2, version = version + 1 "
                                "where tenant = $3 and id = $4",
                                {std::string(word(how)), entry.now_ms(), photo.tenant, photo.id}));
    photo.submission = how;
    photo.submitted_ms = entry.now_ms();
    ++photo.version;
    TUCAI_CHECK(entry.record(event_of(scope_of(grant), "photo.submitted", photo.id,
                                      R"({"as":")" + std::string(word(how)) + "\"}")));
    StudentEvidence evidence;
    evidence.session = CaptureState::Confirmed;
    evidence.photo = photo.state;
    TUCAI_CHECK(move_student(entry, scope_of(grant), grant.student, StudentEvent::Submit, evidence));
    return photo;
}

/// Whether this very choice was made already.
bool is_submitted_as(const PhotoRow& photo, Submission how)
{
    return photo.submission == how && !photo.is_superseded && is_machine_judged(photo.state);
}

std::string photo_values(const PhotoRow& photo)
{
    return R"({"photo":")" + photo.id + "\"}";
}

} // namespace

Result<ShotFindings> Choosing::findings(const DeviceGrant& grant, const std::string& shot) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<ShotFindings> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, means_.ledger.now_ms()));
        TUCAI_TRY(const auto own, own_shot(sql, grant, shot));
        ShotFindings findings;
        findings.shot = own.shot.id;
        findings.photo = own.photo.id;
        findings.state = own.photo.judged_as.value_or(own.photo.state);
        findings.has_photo = own.photo.blob.has_value();
        TUCAI_TRY(const auto judgement,
                  sql.row("select id, error_code, findings, unassessed, report_sealed from judgements where "
                          "tenant = $1 and id = $2",
                          {grant.tenant, own.photo.judgement.value_or("")}));
        if (!judgement)
            return fail(ErrorCode::Internal, "A photo was judged without a judgement.");
        findings.error_code = judgement->maybe_text("error_code").value_or("");
        findings.findings = parted(judgement->text("findings"));
        findings.unassessed = parted(judgement->text("unassessed"));
        TUCAI_TRY(findings.reports,
                  open_text(means_, grant.student, "judgements.report_sealed", judgement->text("id"),
                            judgement->maybe_bytes("report_sealed")));
        TUCAI_TRY(findings.came_before, came_before(sql, own.shot));
        return findings;
    });
}

Result<store::Bytes> Choosing::picture(const DeviceGrant& grant, const std::string& shot,
                                       PictureKind kind) const
{
    TUCAI_TRY(const auto own, means_.ledger.read([&](store::Transaction& sql) -> Result<OwnShot> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, means_.ledger.now_ms()));
        return own_shot(sql, grant, shot);
    }));
    const auto& blob = kind == PictureKind::Shot ? own.shot.blob : own.photo.blob;
    if (!blob)
        return fail(ErrorCode::PhotoNotMade, "No standard photo could be made of this shot.");
    TUCAI_TRY(const auto key, means_.keys.existing_person_key(grant.student));
    return store::get_sealed(means_.blobs, key, kind == PictureKind::Shot ? shot_blob : photo_blob, *blob);
}

Result<PhotoRow> Choosing::confirm(const DeviceGrant& grant, const std::string& shot, Submission how)
{
    if (how == Submission::None)
        return fail(ErrorCode::InvalidInput, "Use the photo, or ask a person.");
    return means_.ledger.write([&](store::Entry& entry) -> Result<PhotoRow> {
        auto& sql = entry.sql();
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Shooting, entry.now_ms()));
        TUCAI_TRY(const auto own, own_shot(sql, grant, shot));
        if (is_submitted_as(own.photo, how)) {
            TUCAI_CHECK(entry.record(event_of(scope_of(grant), "photo.submitted_again", own.photo.id)));
            return own.photo;
        }
        TUCAI_TRY(const auto session, running_session(sql, grant, entry.now_ms()));
        if (own.shot.session != session.id)
            return not_allowed("shot", word(own.shot.state), "choice", "It is of an earlier sitting.");
        TUCAI_TRY(const bool comes_again, came_before(sql, own.shot));
        if (comes_again)
            return fail(ErrorCode::PhotoRepeated, "This picture was returned before. Take another one.");
        TUCAI_CHECK(
            move_session(entry, scope_of(grant), session, CaptureEvent::Confirm, {own.photo.state, how}));
        TUCAI_CHECK(supersede(entry, grant));
        TUCAI_TRY(auto photo, submit(entry, grant, own.photo, how));
        TUCAI_CHECK(raise_flags(entry, means_, own.shot, photo));
        TUCAI_CHECK(add_comparison(sql, photo, entry.now_ms()));
        if (how == Submission::PersonAsked)
            TUCAI_CHECK(ask_about_photo(entry, means_, scope_of(grant), photo));
        TUCAI_CHECK(teller_.tell(entry, grant.tenant, grant.student, TellKind::PhotoSubmitted,
                                 photo_values(photo),
                                 "photo.submitted." + photo.id + "." + std::to_string(photo.version)));
        return photo;
    });
}

Result<> Choosing::take_back(const DeviceGrant& grant)
{
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        auto& sql = entry.sql();
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Shooting, entry.now_ms()));
        TUCAI_TRY(const auto photo, current_photo(sql, grant.tenant, grant.student));
        if (!photo)
            return not_found();
        TUCAI_TRY(const auto window,
                  shooting_window(sql, grant.tenant, grant.batch, grant.student, entry.now_ms()));
        if (!window.takes() && window.answer.phase == WindowPhase::Over)
            return fail(ErrorCode::WindowClosed, "No time is left to send another photo; this one stays.");
        StudentEvidence evidence;
        evidence.photo = photo->state;
        TUCAI_CHECK(move_student(entry, scope_of(grant), grant.student, StudentEvent::TakeBack, evidence));
        TUCAI_CHECK(sql.run("update photos set submission = 'none', version = version + 1 where tenant = $1 "
                            "and id = $2",
                            {grant.tenant, photo->id}));
        // A first person's acceptance, where two are asked for, goes with it.
        TUCAI_CHECK(sql.run("update reviews set undone_ms = $1, undone_by = $2 where tenant = $3 and photo = "
                            "$4 and undone_ms is null",
                            {entry.now_ms(), grant.student, grant.tenant, photo->id}));
        TUCAI_CHECK(close_help_about(entry, grant.tenant, grant.student, photo->id));
        return entry.record(event_of(scope_of(grant), "photo.taken_back", photo->id));
    });
}

} // namespace tucai::collect
