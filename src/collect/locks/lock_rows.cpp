#include "collect/locks/lock_rows.h"

#include "collect/capture/sealed_text.h"

namespace tucai::collect {
namespace {

#define TUCAI_LOCK_COLUMNS                                                                                   \
    "select l.tenant, l.id, l.student, l.violation, v.kind, l.state, l.locked_by, l.locked_ms, l.ended_ms, " \
    "l.officer from locks l join violations v on v.tenant = l.tenant and v.id = l.violation "

Result<LockRow> lock_of(const store::Row& row)
{
    const auto kind = from_word<ViolationKind>(row.text("kind"));
    const auto state = from_word<LockState>(row.text("state"));
    if (!kind || !state)
        return fail(ErrorCode::Internal, "A lock is stored with a word that is none.");
    LockRow lock;
    lock.tenant = row.text("tenant");
    lock.id = row.text("id");
    lock.student = row.text("student");
    lock.violation = row.text("violation");
    lock.kind = *kind;
    lock.state = *state;
    lock.locked_by = row.text("locked_by");
    lock.locked_ms = row.integer("locked_ms");
    lock.ended_ms = row.maybe_integer("ended_ms");
    lock.officer = row.maybe_text("officer");
    return lock;
}

} // namespace

Result<std::string> insert_lock(store::Entry& entry, const Means& means, const Scope& scope,
                                const ViolationRow& violation)
{
    const auto id = new_id(means.randomness);
    TUCAI_CHECK(
        entry.sql().run("insert into locks (tenant, id, student, violation, state, locked_by, "
                        "locked_ms) values ($1, $2, $3, $4, 'active', $5, $6)",
                        {scope.tenant, id, violation.student, violation.id, scope.person, entry.now_ms()}));
    TUCAI_CHECK(entry.record(event_of(scope, "lock.active", id, R"({"violation":")" + violation.id + "\"}")));
    return id;
}

Result<LockRow> load_lock(store::Transaction& sql, const std::string& tenant, const std::string& id)
{
    TUCAI_TRY(const auto row, sql.row(TUCAI_LOCK_COLUMNS "where l.tenant = $1 and l.id = $2", {tenant, id}));
    if (!row)
        return not_found();
    return lock_of(*row);
}

Result<std::vector<LockRow>> locks_of(store::Transaction& sql, const std::string& tenant,
                                      const std::string& student)
{
    TUCAI_TRY(const auto rows, sql.rows(TUCAI_LOCK_COLUMNS "where l.tenant = $1 and l.student = $2 order by "
                                                           "l.locked_ms desc, l.id",
                                        {tenant, student}));
    std::vector<LockRow> locks;
    for (const auto& row : rows) {
        TUCAI_TRY(auto lock, lock_of(row));
        locks.push_back(std::move(lock));
    }
    return locks;
}

Result<LockRow> move_lock(store::Entry& entry, const Means& means, const Scope& actor, const LockRow& lock,
                          LockEvent event, const LockDecision& decision)
{
    auto moved = lock;
    TUCAI_TRY(moved.state, next(lock.state, event, decision));
    if (has_ended(moved.state)) {
        TUCAI_TRY(auto sealed,
                  seal_text(means, lock.student, "locks.reason_sealed", lock.id, decision.reason));
        TUCAI_CHECK(entry.sql().run(
            "update locks set ended_ms = $1, officer = $2, reason_sealed = $3 where "
            "tenant = $4 and id = $5",
            {entry.now_ms(), std::string(decision.officer), std::move(sealed), lock.tenant, lock.id}));
        moved.ended_ms = entry.now_ms();
        moved.officer = std::string(decision.officer);
    }
    TUCAI_CHECK(entry.sql().run("update locks set state = $1 where tenant = $2 and id = $3",
                                {std::string(word(moved.state)), lock.tenant, lock.id}));
    TUCAI_CHECK(entry.record(event_of(actor, "lock." + std::string(word(event)), lock.id,
                                      R"({"from":")" + std::string(word(lock.state)) + R"(","to":")" +
                                          std::string(word(moved.state)) + "\"}")));
    return moved;
}

} // namespace tucai::collect
