#include "collect/capture/shooting_window.h"

#include "collect/scopes.h"

#include <algorithm>

namespace tucai::collect {
namespace {

Result<Window> window_of(const store::Row& row)
{
    const auto kind = from_word<WindowKind>(row.text("kind"));
    if (!kind)
        return fail(ErrorCode::Internal, "A window's kind is stored as a word that is none.");
    TUCAI_TRY(const auto first, read_day(row.text("first_day")));
    TUCAI_TRY(const auto last, read_day(row.text("last_day")));
    Window window{*kind, first, last, {}, row.text("reason")};
    if (!row.is_null("opens_minute"))
        window.hours = DailyHours{std::chrono::minutes(row.integer("opens_minute")),
                                  std::chrono::minutes(row.integer("closes_minute"))};
    return window;
}

Result<Openings> openings_of(store::Transaction& sql, const std::string& tenant, const std::string& batch,
                             const std::string& student)
{
    TUCAI_TRY(const auto rows,
              sql.rows("select w.kind, w.first_day, w.last_day, w.opens_minute, w.closes_minute, w.reason "
                       "from batch_windows w join students s on s.tenant = w.tenant and s.id = $3 where "
                       "w.tenant = $1 and w.batch = $2 and (w.kind <> 'own_window' or w.student = s.id or "
                       "w.class = s.class)",
                       {tenant, batch, student}));
    std::vector<Window> windows;
    for (const auto& row : rows) {
        TUCAI_TRY(auto window, window_of(row));
        windows.push_back(std::move(window));
    }
    TUCAI_TRY(const auto days,
              sql.rows("select day from batch_holidays where tenant = $1 and batch = $2", {tenant, batch}));
    std::vector<BeijingDay> holidays;
    for (const auto& row : days) {
        TUCAI_TRY(const auto day, read_day(row.text("day")));
        holidays.push_back(day);
    }
    return Openings::of(windows, holidays);
}

std::int64_t ms_of(base::Instant moment)
{
    return moment.time_since_epoch().count();
}

} // namespace

bool ShootingWindow::takes() const
{
    if (takes_shots(batch, answer))
        return true;
    const bool is_running =
        batch == BatchState::Open || batch == BatchState::Announced || batch == BatchState::Closed;
    return is_running && returned_until_ms.has_value();
}

std::int64_t ShootingWindow::ends_ms() const
{
    std::int64_t end = returned_until_ms.value_or(0);
    if (takes_shots(batch, answer) && answer.closes)
        end = std::max(end, ms_of(*answer.closes));
    return end + grace_ms;
}

std::string ShootingWindow::why_not() const
{
    if (batch == BatchState::Paused)
        return "The office holds the collection for a while.";
    if (answer.opens)
        return "Photos can be taken again from " + moment_text(*answer.opens) + " (Beijing).";
    return "The time for photos is over. The school's office can help.";
}

Result<ShootingWindow> shooting_window(store::Transaction& sql, const std::string& tenant,
                                       const std::string& batch, const std::string& student,
                                       std::int64_t now_ms)
{
    TUCAI_TRY(const auto row,
              sql.row("select b.state, b.grace_minutes, (select p.return_until_ms from photos p where "
                      "p.tenant = s.tenant and p.student = s.id and p.is_superseded = 0 and p.submission <> "
                      "'none' and p.state in ('school_returned', 'centre_returned')) as return_until_ms "
                      "from students s join batches b on b.tenant = s.tenant and b.id = s.batch where "
                      "s.tenant = $1 and s.batch = $2 and s.id = $3",
                      {tenant, batch, student}));
    if (!row)
        return not_found();
    const auto state = from_word<BatchState>(row->text("state"));
    if (!state)
        return fail(ErrorCode::Internal, "A batch's state is stored as a word that is none.");
    TUCAI_TRY(const auto openings, openings_of(sql, tenant, batch, student));
    ShootingWindow window;
    window.batch = *state;
    window.answer = openings.at(base::Instant(std::chrono::milliseconds(now_ms)));
    window.grace_ms = row->integer("grace_minutes") * 60'000;
    const auto until = row->maybe_integer("return_until_ms");
    if (until && *until > now_ms)
        window.returned_until_ms = until;
    return window;
}

} // namespace tucai::collect
