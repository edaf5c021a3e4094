#include "collect/appointments/appointments.h"

namespace tucai::collect {
namespace {

using std::chrono::minutes;

constexpr minutes slot_length{30};
constexpr minutes whole_day{24 * 60};
constexpr std::int64_t most_places = 500;

Result<> check_slots(const NewSlots& slots)
{
    const bool are_half_hours =
        slots.begins.count() % slot_length.count() == 0 && slots.ends.count() % slot_length.count() == 0;
    if (!are_half_hours || slots.begins < minutes(0) || slots.ends > whole_day || slots.ends <= slots.begins)
        return fail(ErrorCode::InvalidInput, "Half hours begin and end at full or half hours of one day.");
    if (slots.places < 1 || slots.places > most_places)
        return fail(ErrorCode::InvalidInput,
                    "A half hour has 1 to " + std::to_string(most_places) + " places.");
    return {};
}

std::int64_t ms_of(BeijingTime time)
{
    return moment_of(time).time_since_epoch().count();
}

BeijingTime time_of(std::int64_t ms)
{
    return beijing_time(base::Instant(std::chrono::milliseconds(ms)));
}

std::string minute_of(std::int64_t ms)
{
    const auto time = time_of(ms);
    return minute_text(
        std::chrono::duration_cast<minutes>(time - std::chrono::floor<std::chrono::days>(time)));
}

Result<> require_row(store::Transaction& sql, std::string_view select, const Scope& scope,
                     const std::string& id)
{
    TUCAI_TRY(const auto row, sql.row(select, {scope.tenant, id}));
    if (!row)
        return not_found();
    return {};
}

/// A student acts for nobody else.
Result<> require_self(const Scope& scope, const std::string& student)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Student}));
    if (scope.role == Role::Student && scope.person != student)
        return not_found();
    return {};
}

} // namespace

Result<std::vector<std::string>> Appointments::add_slots(const Scope& scope, const std::string& batch,
                                                         const NewSlots& slots)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_CHECK(check_slots(slots));
    TUCAI_TRY(const auto room, read_text(slots.room, "the room", 100));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::vector<std::string>> {
        TUCAI_CHECK(
            require_row(entry.sql(), "select id from batches where tenant = $1 and id = $2", scope, batch));
        if (!slots.class_id.empty())
            TUCAI_CHECK(require_row(entry.sql(), "select id from classes where tenant = $1 and id = $2",
                                    scope, slots.class_id));
        std::vector<std::string> ids;
        for (auto begins = slots.begins; begins < slots.ends; begins += slot_length) {
            ids.push_back(new_id(means_.randomness));
            TUCAI_CHECK(entry.sql().run(
                "insert into appointment_slots (tenant, id, batch, class, room, begins_ms, ends_ms, places, "
                "created_ms, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                {scope.tenant, ids.back(), batch,
                 slots.class_id.empty() ? store::Value() : store::Value(slots.class_id), room,
                 ms_of(slots.day + begins), ms_of(slots.day + begins + slot_length), slots.places,
                 entry.now_ms(), scope.person}));
            TUCAI_CHECK(entry.record(event_of(scope, "slot.added", ids.back())));
        }
        return ids;
    });
}

Result<> Appointments::remove_slot(const Scope& scope, const std::string& slot)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_CHECK(require_row(entry.sql(), "select id from appointment_slots where tenant = $1 and id = $2",
                                scope, slot));
        TUCAI_TRY(const auto taken,
                  entry.sql().row("select count(*) as n from appointments where tenant = $1 and slot = $2",
                                  {scope.tenant, slot}));
        if (taken->integer("n") > 0)
            return fail(ErrorCode::StateNotAllowed, "Somebody has or had a place then: it stays.");
        TUCAI_CHECK(entry.sql().run("delete from appointment_slots where tenant = $1 and id = $2",
                                    {scope.tenant, slot}));
        return entry.record(event_of(scope, "slot.removed", slot));
    });
}

Result<std::vector<Slot>> Appointments::slots(const Scope& scope, const std::string& batch) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College, Role::Student}));
    const auto student = scope.role == Role::Student ? scope.person : std::string();
    TUCAI_TRY(const auto rows, means_.ledger.read([&](store::Transaction& sql) {
        return sql.rows("select t.id as id, t.class as class, t.room as room, t.begins_ms as begins_ms, "
                        "t.ends_ms as ends_ms, "
                        "t.places as places, (select count(*) from appointments a where a.tenant = t.tenant "
                        "and a.slot = t.id and "
                        "a.state <> 'cancelled') as taken from appointment_slots t where t.tenant = $1 and "
                        "t.batch = $2 and ($3 = "
                        "'' or (t.ends_ms > $4 and (t.class is null or t.class = (select s.class from "
                        "students s where s.tenant "
                        "= t.tenant and s.id = $3)))) order by t.begins_ms, t.room, t.id",
                        {scope.tenant, batch, student, means_.ledger.now_ms()});
    }));
    std::vector<Slot> found;
    found.reserve(rows.size());
    for (const auto& row : rows)
        found.push_back({row.text("id"), row.maybe_text("class").value_or(""), row.text("room"),
                         row.integer("begins_ms"), row.integer("ends_ms"), row.integer("places"),
                         row.integer("taken")});
    return found;
}

Result<std::string> Appointments::book(const Scope& scope, const std::string& slot,
                                       const std::string& student)
{
    TUCAI_CHECK(require_self(scope, student));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        TUCAI_TRY(const auto row,
                  entry.sql().row(
                      "select t.ends_ms as ends_ms, t.places as places, (select count(*) from "
                      "appointments a where a.tenant = t.tenant and a.slot = t.id and a.state <> "
                      "'cancelled' and a.student <> $3) as taken from appointment_slots t join students "
                      "s on s.tenant = t.tenant and s.batch = t.batch where t.tenant = $1 and t.id = $2 "
                      "and s.id = $3 and s.erased_ms is null and (t.class is null or t.class = s.class)",
                      {scope.tenant, slot, student}));
        if (!row)
            return not_found();
        if (row->integer("ends_ms") <= entry.now_ms())
            return fail(ErrorCode::StateNotAllowed, "That time is over. Take another.");
        if (row->integer("taken") >= row->integer("places"))
            return fail(ErrorCode::SlotFull, "No place is left then. Take another time.");
        TUCAI_CHECK(entry.sql().run(
            "update appointments set state = 'cancelled', ended_ms = $1 where tenant = $2 and "
            "student = $3 and state = 'booked'",
            {entry.now_ms(), scope.tenant, student}));
        const auto id = new_id(means_.randomness);
        TUCAI_CHECK(entry.sql().run(
            "insert into appointments (tenant, id, slot, student, state, booked_ms, booked_by) "
            "values ($1, $2, $3, $4, 'booked', $5, $6)",
            {scope.tenant, id, slot, student, entry.now_ms(), scope.person}));
        TUCAI_CHECK(entry.record(event_of(scope, "appointment.booked", id)));
        return id;
    });
}

Result<> Appointments::end(const Scope& scope, const std::string& student, const std::string& state)
{
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto row,
                  entry.sql().row(
                      "update appointments set state = $1, ended_ms = $2 where tenant = $3 and student = "
                      "$4 and state = 'booked' returning id",
                      {state, entry.now_ms(), scope.tenant, student}));
        if (!row)
            return not_found();
        return entry.record(event_of(scope, "appointment." + state, row->text("id")));
    });
}

Result<> Appointments::cancel(const Scope& scope, const std::string& student)
{
    TUCAI_CHECK(require_self(scope, student));
    return end(scope, student, "cancelled");
}

Result<> Appointments::note_coming(const Scope& scope, const std::string& student)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    return end(scope, student, "came");
}

Result<std::vector<TimetableLine>> Appointments::timetable(const Scope& scope, const std::string& batch) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College}));
    TUCAI_TRY(const auto rows, means_.ledger.read([&](store::Transaction& sql) {
        return sql.rows(
            "select t.begins_ms as begins_ms, t.ends_ms as ends_ms, t.room as room, k.name as class_name, "
            "s.id as "
            "student, s.code_number as code_number, s.masked_name as masked_name, a.state as state from "
            "appointment_slots t left join classes k on k.tenant = t.tenant and k.id = t.class left join "
            "appointments "
            "a on a.tenant = t.tenant and a.slot = t.id and a.state <> 'cancelled' left join students s on "
            "s.tenant = "
            "a.tenant and s.id = a.student where t.tenant = $1 and t.batch = $2 and ($3 = '' or s.college = "
            "$3) order "
            "by t.begins_ms, t.room, s.roster_place, s.id",
            {scope.tenant, batch, college_limit(scope)});
    }));
    std::vector<TimetableLine> lines;
    lines.reserve(rows.size());
    for (const auto& row : rows) {
        const auto begins = row.integer("begins_ms");
        lines.push_back(
            {day_text(std::chrono::floor<std::chrono::days>(time_of(begins))), minute_of(begins),
             minute_of(row.integer("ends_ms")), row.text("room"), row.maybe_text("class_name").value_or(""),
             row.maybe_text("student").value_or(""), row.maybe_text("code_number").value_or(""),
             row.maybe_text("masked_name").value_or(""), row.maybe_text("state").value_or("") == "came"});
    }
    return lines;
}

} // namespace tucai::collect
