#include "collect/batches/batches.h"

#include "collect/batches/batch_rows.h"

namespace tucai::collect {
namespace {

const Scope& timer()
{
    static const Scope scope{"timer", Role::Admin, "", ""};
    return scope;
}

Result<> require_writer(const Scope& scope)
{
    return require(scope, {Role::School, Role::Centre});
}

tl::unexpected<Error> stale()
{
    return fail(ErrorCode::VersionStale, "Somebody has changed the batch meanwhile. Look at it again.");
}

BatchDates dates_of(const Batch& batch, std::int64_t now_ms)
{
    std::vector<Window> windows;
    windows.reserve(batch.windows.size());
    for (const auto& round : batch.windows)
        windows.push_back(round.window);
    return dates_at(windows, base::Instant(std::chrono::milliseconds(now_ms)));
}

/// The column that remembers when a state was first reached; none for a state that is left and met again.
std::string_view first_time_update(BatchState state)
{
    switch (state) {
    case BatchState::Announced:
        return "update batches set announced_ms = coalesce(announced_ms, $1) where tenant = $2 and id = $3";
    case BatchState::Open:
        return "update batches set opened_ms = coalesce(opened_ms, $1) where tenant = $2 and id = $3";
    case BatchState::Closed:
        return "update batches set closed_ms = $1 where tenant = $2 and id = $3";
    case BatchState::Settled:
        return "update batches set settled_ms = $1 where tenant = $2 and id = $3";
    case BatchState::Draft:
    case BatchState::Paused:
        break;
    }
    return {};
}

Result<BatchState> move_batch(store::Entry& entry, const Scope& scope, const Batch& batch, BatchEvent event)
{
    TUCAI_TRY(const auto state, next(batch.state, event, dates_of(batch, entry.now_ms())));
    TUCAI_CHECK(
        entry.sql().run("update batches set state = $1, version = version + 1 where tenant = $2 and id = $3",
                        {std::string(word(state)), scope.tenant, batch.id}));
    if (const auto update = first_time_update(state); !update.empty())
        TUCAI_CHECK(entry.sql().run(update, {entry.now_ms(), scope.tenant, batch.id}));
    TUCAI_CHECK(entry.record(event_of(scope, "batch." + std::string(word(event)), batch.id,
                                      R"({"from":")" + std::string(word(batch.state)) + R"(","to":")" +
                                          std::string(word(state)) + "\"}")));
    return state;
}

/// What a window needs of its batch and of whoever it is for.
Result<> check_window(store::Transaction& sql, const Scope& scope, const Batch& batch,
                      const BatchWindow& window)
{
    if (batch.state == BatchState::Settled)
        return fail(ErrorCode::StateNotAllowed, "The batch is settled: it has no windows any more.");
    if (window.window.kind == WindowKind::MainRound && batch.state != BatchState::Draft)
        return fail(ErrorCode::StateNotAllowed,
                    "The batch was announced: add a make-up round, or take the announcement back first.");
    const bool is_own = window.window.kind == WindowKind::OwnWindow;
    if (is_own != (!window.class_id.empty() || !window.student.empty()) ||
        (!window.class_id.empty() && !window.student.empty()))
        return fail(ErrorCode::InvalidInput,
                    "An own window is of one class or of one student; a round is of all.");
    if (!window.class_id.empty()) {
        TUCAI_TRY(const auto row, sql.row("select id from classes where tenant = $1 and id = $2",
                                          {scope.tenant, window.class_id}));
        if (!row)
            return not_found();
    }
    if (!window.student.empty()) {
        TUCAI_TRY(const auto row,
                  sql.row("select id from students where tenant = $1 and id = $2 and batch = $3",
                          {scope.tenant, window.student, batch.id}));
        if (!row)
            return not_found();
    }
    // The rules of windows are of windows.h; one that is all holidays is refused there too.
    const std::vector<Window> alone = {window.window};
    TUCAI_TRY(const auto openings, Openings::of(alone, batch.details.holidays));
    static_cast<void>(openings);
    return {};
}

store::Value or_none(const std::string& id)
{
    return id.empty() ? store::Value() : store::Value(id);
}

} // namespace

Result<std::string> Batches::make(const Scope& scope, const BatchDetails& given)
{
    TUCAI_CHECK(require_writer(scope));
    TUCAI_TRY(const auto details, checked(given));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        const auto id = new_id(means_.randomness);
        TUCAI_CHECK(entry.sql().run(
            "insert into batches (tenant, id, state, name_zh, name_en, profile, backdrop, price_fen, prints, "
            "return_hours, grace_minutes, retention_days, version, roster_version, created_ms, created_by) "
            "values "
            "($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, 1, $12, $13)",
            {scope.tenant, id, details.name.zh, details.name.en, details.profile,
             std::string(word(details.backdrop)), details.price_fen, details.prints, details.return_hours,
             details.grace_minutes, details.retention_days, entry.now_ms(), scope.person}));
        TUCAI_CHECK(write_details(entry.sql(), scope.tenant, id, details));
        TUCAI_CHECK(entry.record(event_of(scope, "batch.made", id)));
        return id;
    });
}

Result<> Batches::edit(const Scope& scope, const std::string& id, std::int64_t version,
                       const BatchDetails& given)
{
    TUCAI_CHECK(require_writer(scope));
    TUCAI_TRY(const auto details, checked(given));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto batch, read_batch(entry.sql(), scope.tenant, id));
        if (batch.state != BatchState::Draft)
            return fail(ErrorCode::StateNotAllowed,
                        "A batch is changed while it is a draft; take the announcement "
                        "back first.");
        if (batch.version != version)
            return stale();
        TUCAI_CHECK(entry.sql().run("update batches set name_zh = $1, name_en = $2, profile = $3, backdrop = "
                                    "$4, price_fen = $5, prints = "
                                    "$6, return_hours = $7, grace_minutes = $8, retention_days = $9, version "
                                    "= version + 1 where tenant = "
                                    "$10 and id = $11",
                                    {details.name.zh, details.name.en, details.profile,
                                     std::string(word(details.backdrop)), details.price_fen, details.prints,
                                     details.return_hours, details.grace_minutes, details.retention_days,
                                     scope.tenant, id}));
        TUCAI_CHECK(write_details(entry.sql(), scope.tenant, id, details));
        return entry.record(event_of(scope, "batch.edited", id));
    });
}

Result<std::string> Batches::add_window(const Scope& scope, const std::string& id, const BatchWindow& window)
{
    TUCAI_CHECK(require_writer(scope));
    auto given = window;
    if (given.window.kind == WindowKind::OwnWindow) {
        TUCAI_TRY(given.window.reason, read_text(window.window.reason, "the reason of an own window", 200));
    }
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        TUCAI_TRY(const auto batch, read_batch(entry.sql(), scope.tenant, id));
        TUCAI_CHECK(check_window(entry.sql(), scope, batch, given));
        const auto window_id = new_id(means_.randomness);
        const auto minute = [&](auto which) {
            return given.window.hours ? store::Value(std::int64_t{((*given.window.hours).*which).count()})
                                      : store::Value();
        };
        TUCAI_CHECK(entry.sql().run("insert into batch_windows (tenant, id, batch, kind, class, student, "
                                    "first_day, last_day, opens_minute, "
                                    "closes_minute, reason, created_ms, created_by) values ($1, $2, $3, $4, "
                                    "$5, $6, $7, $8, $9, $10, $11, "
                                    "$12, $13)",
                                    {scope.tenant, window_id, id, std::string(word(given.window.kind)),
                                     or_none(given.class_id), or_none(given.student),
                                     day_text(given.window.first_day), day_text(given.window.last_day),
                                     minute(&DailyHours::opens), minute(&DailyHours::closes),
                                     given.window.reason, entry.now_ms(), scope.person}));
        TUCAI_CHECK(entry.sql().run("update batches set version = version + 1 where tenant = $1 and id = $2",
                                    {scope.tenant, id}));
        TUCAI_CHECK(entry.record(event_of(scope, "window.added", window_id)));
        return window_id;
    });
}

Result<> Batches::remove_window(const Scope& scope, const std::string& id, const std::string& window)
{
    TUCAI_CHECK(require_writer(scope));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto batch, read_batch(entry.sql(), scope.tenant, id));
        const bool is_draft = batch.state == BatchState::Draft;
        if (batch.state == BatchState::Settled)
            return fail(ErrorCode::StateNotAllowed, "The batch is settled: its windows stay as they were.");
        TUCAI_TRY(const auto row,
                  entry.sql().row("select kind from batch_windows where tenant = $1 and id = $2 and "
                                  "batch = $3",
                                  {scope.tenant, window, id}));
        if (!row)
            return not_found();
        if (row->text("kind") == word(WindowKind::MainRound) && !is_draft)
            return fail(ErrorCode::StateNotAllowed,
                        "The round was announced. Take the announcement back first.");
        TUCAI_CHECK(entry.sql().run("delete from batch_windows where tenant = $1 and id = $2",
                                    {scope.tenant, window}));
        TUCAI_CHECK(entry.sql().run("update batches set version = version + 1 where tenant = $1 and id = $2",
                                    {scope.tenant, id}));
        return entry.record(event_of(scope, "window.removed", window));
    });
}

Result<BatchState> Batches::move(const Scope& scope, const std::string& id, std::int64_t version,
                                 BatchEvent event)
{
    TUCAI_CHECK(require_writer(scope));
    return means_.ledger.write([&](store::Entry& entry) -> Result<BatchState> {
        TUCAI_TRY(const auto batch, read_batch(entry.sql(), scope.tenant, id));
        if (batch.version != version)
            return stale();
        if (event == BatchEvent::Announce)
            TUCAI_CHECK(check_complete(batch.details));
        return move_batch(entry, scope, batch, event);
    });
}

Result<> Batches::move_by_clock(const std::string& tenant, const std::string& id, std::size_t& moved)
{
    const auto wanted = [](const Batch& batch, std::int64_t now_ms) -> std::optional<BatchEvent> {
        const auto dates = dates_of(batch, now_ms);
        if (batch.state == BatchState::Announced && dates == BatchDates::Running)
            return BatchEvent::Open;
        const bool may_close = batch.state == BatchState::Open || batch.state == BatchState::Paused;
        return may_close && dates == BatchDates::Over ? std::optional(BatchEvent::Close) : std::nullopt;
    };
    // Most have nothing to do: they are looked at without a lock, and again under it.
    TUCAI_TRY(const auto seen,
              means_.ledger.read([&](store::Transaction& sql) { return read_batch(sql, tenant, id); }));
    if (!wanted(seen, means_.ledger.now_ms()))
        return {};
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto batch, read_batch(entry.sql(), tenant, id));
        auto scope = timer();
        scope.tenant = tenant;
        if (const auto event = wanted(batch, entry.now_ms())) {
            TUCAI_CHECK(move_batch(entry, scope, batch, *event));
            ++moved;
        } else {
            TUCAI_CHECK(entry.record(event_of(scope, "batch.looked_at", id)));
        }
        return {};
    });
}

Result<std::size_t> Batches::follow_clock()
{
    TUCAI_TRY(const auto rows, means_.ledger.read([](store::Transaction& sql) {
        return sql.rows(
            "select tenant, id from batches where state in ('announced', 'open', 'paused') order by "
            "tenant, id");
    }));
    std::size_t moved = 0;
    for (const auto& row : rows)
        TUCAI_CHECK(move_by_clock(row.text("tenant"), row.text("id"), moved));
    return moved;
}

Result<Batch> Batches::batch(const Scope& scope, const std::string& id) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre, Role::College, Role::Student}));
    TUCAI_TRY(auto batch,
              means_.ledger.read([&](store::Transaction& sql) { return read_batch(sql, scope.tenant, id); }));
    const bool sees_drafts = scope.role == Role::School || scope.role == Role::Centre;
    if (batch.state == BatchState::Draft && !sees_drafts)
        return not_found();
    return batch;
}

Result<std::vector<BatchLine>> Batches::list(const Scope& scope) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre, Role::College}));
    const bool sees_drafts = scope.role != Role::College;
    TUCAI_TRY(const auto rows, means_.ledger.read([&](store::Transaction& sql) {
        return sql.rows(
            "select id, state, name_zh, name_en, version from batches where tenant = $1 and ($2 = 1 or "
            "state <> 'draft') order by created_ms desc, id limit 200",
            {scope.tenant, std::int64_t{sees_drafts ? 1 : 0}});
    }));
    std::vector<BatchLine> found;
    for (const auto& row : rows) {
        const auto state = from_word<BatchState>(row.text("state"));
        if (!state)
            return fail(ErrorCode::Internal, "A batch's state is stored as a word that is none.");
        found.push_back(
            {row.text("id"), *state, {row.text("name_zh"), row.text("name_en")}, row.integer("version")});
    }
    return found;
}

Result<std::vector<BatchWindow>> Batches::own_windows(const Scope& scope, const std::string& id) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::vector<BatchWindow>> {
        TUCAI_TRY(const auto batch,
                  sql.row("select id from batches where tenant = $1 and id = $2", {scope.tenant, id}));
        if (!batch)
            return not_found();
        return read_windows(sql, scope.tenant, id, true);
    });
}

} // namespace tucai::collect
