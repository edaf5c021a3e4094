#include "collect/capture/session_rows.h"

namespace tucai::collect {
namespace {

Result<SessionRow> session_of(const store::Row& row)
{
    const auto state = from_word<CaptureState>(row.text("state"));
    if (!state)
        return fail(ErrorCode::Internal, "A sitting's state is stored as a word that is none.");
    return SessionRow{row.text("tenant"),
                      row.text("id"),
                      row.text("student"),
                      row.text("batch"),
                      row.text("device"),
                      *state,
                      row.text("tier"),
                      row.integer("begun_ms"),
                      row.integer("seen_ms"),
                      row.integer("ends_ms"),
                      row.maybe_integer("notice_version")};
}

} // namespace

bool is_live(CaptureState state)
{
    return state == CaptureState::Open || state == CaptureState::Judged;
}

Result<SessionRow> load_session(store::Transaction& sql, const std::string& tenant, const std::string& id)
{
    TUCAI_TRY(const auto row,
              sql.row("select tenant, id, student, batch, device, state, tier, begun_ms, seen_ms, ends_ms, "
                      "notice_version from capture_sessions where tenant = $1 and id = $2",
                      {tenant, id}));
    if (!row)
        return not_found();
    return session_of(*row);
}

Result<std::optional<SessionRow>> live_session(store::Transaction& sql, const std::string& tenant,
                                               const std::string& student)
{
    TUCAI_TRY(const auto row,
              sql.row("select tenant, id, student, batch, device, state, tier, begun_ms, seen_ms, ends_ms, "
                      "notice_version from capture_sessions where tenant = $1 and student = $2 and "
                      "state in ('open', 'judged')",
                      {tenant, student}));
    if (!row)
        return std::optional<SessionRow>();
    return session_of(*row).map([](SessionRow session) { return std::optional(std::move(session)); });
}

Result<CaptureState> move_session(store::Entry& entry, const Scope& actor, const SessionRow& session,
                                  CaptureEvent event, const Choice& choice)
{
    TUCAI_TRY(const auto to, next(session.state, event, choice));
    const auto ended = is_live(to) ? store::Value() : store::Value(entry.now_ms());
    TUCAI_CHECK(entry.sql().run("update capture_sessions set state = $1, ended_ms = $2, version = version + "
                                "1 where tenant = $3 and id = $4",
                                {std::string(word(to)), ended, session.tenant, session.id}));
    if (!is_live(to))
        TUCAI_CHECK(entry.sql().run("update shots set state = 'dropped' where tenant = $1 and session = $2 "
                                    "and state in ('awaited', 'uploading')",
                                    {session.tenant, session.id}));
    TUCAI_CHECK(entry.record(
        {session.tenant, "capture." + std::string(word(event)), actor.person, session.id,
         R"({"from":")" + std::string(word(session.state)) + R"(","to":")" + std::string(word(to)) + "\"}",
         0}));
    return to;
}

Result<bool> end_live_session(store::Entry& entry, const Scope& actor, const std::string& student,
                              CaptureEvent event)
{
    TUCAI_TRY(const auto session, live_session(entry.sql(), actor.tenant, student));
    if (!session)
        return false;
    TUCAI_CHECK(move_session(entry, actor, *session, event));
    return true;
}

} // namespace tucai::collect
