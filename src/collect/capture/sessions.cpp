#include "collect/capture/sessions.h"

#include "collect/locks/thresholds.h"
#include "collect/students/standing.h"

#include <algorithm>

namespace tucai::collect {
namespace {

Result<std::int64_t> minutes_ms(store::Transaction& sql, const std::string& tenant, Threshold threshold)
{
    return threshold_of(sql, tenant, threshold).map([](std::int64_t minutes) { return minutes * 60'000; });
}

Result<> insert_session(store::Entry& entry, const DeviceGrant& grant, const SessionRow& session,
                        const ShootingWindow& window)
{
    const auto kind = window.answer.kind && takes_shots(window.batch, window.answer) ? *window.answer.kind
                                                                                     : WindowKind::OwnWindow;
    TUCAI_CHECK(entry.sql().run(
        "insert into capture_sessions (tenant, id, student, batch, code, device, state, tier, window_kind, "
        "begun_ms, seen_ms, ends_ms, version) values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $9, $10, "
        "1)",
        {grant.tenant, session.id, grant.student, grant.batch, grant.code, grant.device, session.tier,
         std::string(word(kind)), session.begun_ms, session.ends_ms}));
    return entry.record(
        event_of(scope_of(grant), "capture.open", session.id,
                 R"({"tier":")" + session.tier + R"(","window":")" + std::string(word(kind)) + "\"}"));
}

struct OldSession {
    SessionRow session;
    CaptureEvent event = CaptureEvent::Expire;
};

Result<std::vector<OldSession>> old_sessions(store::Transaction& sql, std::int64_t now_ms, std::size_t most)
{
    const auto idle = limits_of(Threshold::CaptureIdleMinutes);
    TUCAI_TRY(const auto rows,
              sql.rows("select c.tenant, c.id, case when c.ends_ms <= $1 then 1 else 0 end as is_over from "
                       "capture_sessions c left join "
                       "thresholds t on t.tenant = c.tenant and t.name = $2 where c.state in ('open', "
                       "'judged') and (c.ends_ms <= $1 or c.seen_ms <= $1 - coalesce(t.value, $3) * 60000) "
                       "order by c.ends_ms, c.id limit $4",
                       {now_ms, std::string(word(Threshold::CaptureIdleMinutes)), idle.usual,
                        static_cast<std::int64_t>(most)}));
    std::vector<OldSession> old;
    for (const auto& row : rows) {
        TUCAI_TRY(auto session, load_session(sql, row.text("tenant"), row.text("id")));
        old.push_back(
            {std::move(session), row.integer("is_over") != 0 ? CaptureEvent::Expire : CaptureEvent::Abandon});
    }
    return old;
}

} // namespace

Result<ShootingWindow> CaptureSessions::window(const DeviceGrant& grant) const
{
    const auto now_ms = means_.ledger.now_ms();
    return means_.ledger.read([&](store::Transaction& sql) -> Result<ShootingWindow> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, now_ms));
        return shooting_window(sql, grant.tenant, grant.batch, grant.student, now_ms);
    });
}

Result<SessionRow> CaptureSessions::open(const DeviceGrant& grant, PhoneTier tier)
{
    return means_.ledger.write([&](store::Entry& entry) -> Result<SessionRow> {
        const auto now_ms = entry.now_ms();
        TUCAI_TRY(const auto granted, check_grant(entry.sql(), grant, GrantFor::Shooting, now_ms));
        TUCAI_TRY(const auto window,
                  shooting_window(entry.sql(), grant.tenant, grant.batch, grant.student, now_ms));
        TUCAI_TRY(const auto live, live_session(entry.sql(), grant.tenant, grant.student));
        if (live && live->device == grant.device && live->ends_ms > now_ms) {
            TUCAI_CHECK(entry.sql().run("update capture_sessions set seen_ms = $1 where tenant = $2 and id = "
                                        "$3",
                                        {now_ms, grant.tenant, live->id}));
            TUCAI_CHECK(entry.record(event_of(scope_of(grant), "capture.resumed", live->id)));
            return *live;
        }
        if (!window.takes())
            return fail(ErrorCode::WindowClosed, window.why_not());
        if (live)
            TUCAI_CHECK(
                move_session(entry, scope_of(grant), *live,
                             live->device == grant.device ? CaptureEvent::Expire : CaptureEvent::Abandon));
        StudentEvidence evidence;
        evidence.code = granted.code;
        TUCAI_CHECK(
            move_student(entry, scope_of(grant), grant.student, StudentEvent::BeginCapture, evidence));
        TUCAI_TRY(const auto longest,
                  minutes_ms(entry.sql(), grant.tenant, Threshold::CaptureLongestMinutes));
        SessionRow session{grant.tenant,
                           new_id(means_.randomness),
                           grant.student,
                           grant.batch,
                           grant.device,
                           CaptureState::Open,
                           std::string(word(tier)),
                           now_ms,
                           now_ms,
                           std::min(now_ms + longest, window.ends_ms()),
                           {}};
        TUCAI_CHECK(insert_session(entry, grant, session, window));
        return session;
    });
}

Result<SessionRow> CaptureSessions::current(const DeviceGrant& grant) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<SessionRow> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, means_.ledger.now_ms()));
        TUCAI_TRY(const auto live, live_session(sql, grant.tenant, grant.student));
        if (!live || live->device != grant.device)
            return not_found();
        return *live;
    });
}

Result<> CaptureSessions::read_notice(const DeviceGrant& grant, std::int64_t notice_version)
{
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto session, running_session(entry.sql(), grant, entry.now_ms()));
        TUCAI_TRY(const auto batch, entry.sql().row("select version from batches where tenant = $1 and id = "
                                                    "$2",
                                                    {grant.tenant, grant.batch}));
        if (!batch || batch->integer("version") != notice_version)
            return fail(ErrorCode::VersionStale, "The notice has changed. Read it again.");
        TUCAI_CHECK(entry.sql().run("update capture_sessions set notice_version = $1, seen_ms = $2, version "
                                    "= version + 1 where tenant = $3 and id = $4",
                                    {notice_version, entry.now_ms(), grant.tenant, session.id}));
        return entry.record(event_of(scope_of(grant), "capture.notice_read", session.id,
                                     "{\"version\":" + std::to_string(notice_version) + "}"));
    });
}

Result<SessionRow> running_session(store::Transaction& sql, const DeviceGrant& grant, std::int64_t now_ms)
{
    TUCAI_CHECK(check_grant(sql, grant, GrantFor::Shooting, now_ms));
    TUCAI_TRY(const auto live, live_session(sql, grant.tenant, grant.student));
    if (!live || live->device != grant.device)
        return not_found();
    TUCAI_TRY(const auto batch, sql.row("select state from batches where tenant = $1 and id = $2",
                                        {grant.tenant, grant.batch}));
    const auto state = batch ? from_word<BatchState>(batch->text("state")) : std::nullopt;
    const bool is_held =
        state == BatchState::Paused || state == BatchState::Settled || state == BatchState::Draft;
    if (!state || is_held || live->ends_ms <= now_ms)
        return fail(ErrorCode::WindowClosed, is_held ? "The office holds the collection for a while."
                                                     : "The time of this sitting is over.");
    return *live;
}

Result<std::size_t> end_old_sessions(const Means& means, std::size_t most)
{
    const auto now_ms = means.ledger.now_ms();
    TUCAI_TRY(const auto old,
              means.ledger.read([&](store::Transaction& sql) { return old_sessions(sql, now_ms, most); }));
    std::size_t ended = 0;
    for (const auto& [seen, event] : old) {
        const Scope timer{"timer", Role::Admin, seen.tenant, ""};
        const auto done =
            means.ledger.write([&, &seen = seen, &event = event](store::Entry& entry) -> Result<> {
                TUCAI_TRY(const auto session, load_session(entry.sql(), seen.tenant, seen.id));
                if (event == CaptureEvent::Abandon && session.seen_ms != seen.seen_ms)
                    return not_allowed(session.state, event, "Its student has come back.");
                return move_session(entry, timer, session, event).map([](CaptureState) {});
            });
        // One that its student confirmed meanwhile has ended by itself; one that goes on is left alone.
        if (!done && done.error().code != ErrorCode::StateNotAllowed)
            return tl::unexpected(done.error());
        ended += done ? 1 : 0;
    }
    return ended;
}

} // namespace tucai::collect
