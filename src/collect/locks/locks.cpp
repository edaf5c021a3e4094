#include "collect/locks/locks.h"

#include "collect/capture/sealed_text.h"
#include "collect/locks/cursor.h"
#include "collect/locks/objection_rows.h"
#include "collect/locks/violations.h"
#include "collect/students/standing.h"

#include <algorithm>

namespace tucai::collect {
namespace {

constexpr std::size_t most_words_characters = 2000;

Result<LockDetails> details_of(store::Transaction& sql, const Means& means, const LockRow& lock)
{
    LockDetails details;
    details.row = lock;
    details.words = violation_words(lock.kind);
    TUCAI_TRY(
        const auto row,
        sql.row("select v.reason_sealed, l.reason_sealed as ended_sealed from locks l join violations v "
                "on v.tenant = l.tenant and v.id = l.violation where l.tenant = $1 and l.id = $2",
                {lock.tenant, lock.id}));
    TUCAI_TRY(details.reason, open_text(means, lock.student, "violations.reason_sealed", lock.violation,
                                        row->maybe_bytes("reason_sealed")));
    TUCAI_TRY(details.ended_reason, open_text(means, lock.student, "locks.reason_sealed", lock.id,
                                              row->maybe_bytes("ended_sealed")));
    TUCAI_TRY(details.objections, objections_to(sql, means, lock));
    return details;
}

Result<std::vector<LockDetails>> all_details(store::Transaction& sql, const Means& means,
                                             const std::string& tenant, const std::string& student)
{
    TUCAI_TRY(const auto locks, locks_of(sql, tenant, student));
    std::vector<LockDetails> all;
    for (const auto& lock : locks) {
        TUCAI_TRY(auto details, details_of(sql, means, lock));
        all.push_back(std::move(details));
    }
    return all;
}

/// The student goes back to where the first lock found them, once no lock is left. Gives whether that is so.
Result<bool> unlock_after_last(store::Entry& entry, const Scope& scope, const LockRow& ended)
{
    TUCAI_TRY(const auto locks, locks_of(entry.sql(), ended.tenant, ended.student));
    const bool another =
        std::any_of(locks.begin(), locks.end(), [](const LockRow& lock) { return !has_ended(lock.state); });
    if (another)
        return false;
    StudentEvidence evidence;
    evidence.lock = ended.state;
    TUCAI_CHECK(move_student(entry, scope, ended.student, StudentEvent::Unlock, evidence));
    return true;
}

/// An upheld objection: what was confirmed did not hold.
Result<> overturn(store::Entry& entry, const Means& means, const Scope& scope, const LockRow& lock)
{
    TUCAI_TRY(const auto violation, load_violation(entry.sql(), lock.tenant, lock.violation));
    return move_violation(entry, means, scope, violation, ViolationEvent::Overturn, {})
        .map([](const ViolationRow&) {});
}

} // namespace

Result<std::vector<LockDetails>> Locks::own(const DeviceGrant& grant) const
{
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::vector<LockDetails>> {
        TUCAI_CHECK(check_grant(sql, grant, GrantFor::Status, means_.ledger.now_ms()));
        return all_details(sql, means_, grant.tenant, grant.student);
    });
}

Result<std::string> Locks::object(const DeviceGrant& grant, const std::string& lock, const std::string& words)
{
    TUCAI_TRY(const auto text, read_text(words, "your objection", most_words_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        TUCAI_CHECK(check_grant(entry.sql(), grant, GrantFor::Status, entry.now_ms()));
        TUCAI_TRY(const auto row, load_lock(entry.sql(), grant.tenant, lock));
        if (row.student != grant.student)
            return not_found();
        TUCAI_CHECK(move_lock(entry, means_, scope_of(grant), row, LockEvent::Object, {}));
        return insert_objection(entry, means_, row, text);
    });
}

Result<std::vector<LockDetails>> Locks::of_student(const Scope& scope, const std::string& student) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::vector<LockDetails>> {
        TUCAI_TRY(const auto row, sql.row("select count(*) as n from students where tenant = $1 and id = $2",
                                          {scope.tenant, student}));
        if (row->integer("n") == 0)
            return not_found();
        return all_details(sql, means_, scope.tenant, student);
    });
}

Result<ObjectionPage> Locks::open_objections(const Scope& scope, const std::string& cursor,
                                             std::size_t limit) const
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto from, read_cursor(cursor));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<ObjectionPage> {
        ObjectionPage page;
        TUCAI_TRY(page.rows, open_objections_after(sql, means_, scope.tenant, from, page_size(limit) + 1));
        if (static_cast<std::int64_t>(page.rows.size()) > page_size(limit)) {
            page.rows.pop_back();
            page.next = cursor_text({page.rows.back().made_ms, page.rows.back().id});
        }
        return page;
    });
}

Result<> Locks::answer(const Scope& scope, const std::string& objection, ObjectionAnswer answer,
                       const std::string& reason)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto text, read_text(reason, "the reason", most_words_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto row, load_objection(entry.sql(), means_, scope.tenant, objection));
        if (row.state != ObjectionState::Open)
            return not_allowed("objection", word(row.state), "answer", "");
        TUCAI_TRY(const auto lock, load_lock(entry.sql(), scope.tenant, row.lock));
        const bool is_upheld = answer == ObjectionAnswer::Uphold;
        TUCAI_TRY(const auto moved,
                  move_lock(entry, means_, scope, lock,
                            is_upheld ? LockEvent::UpholdObjection : LockEvent::RejectObjection,
                            {scope.person, text}));
        TUCAI_CHECK(end_objection(entry, means_, scope, row,
                                  is_upheld ? ObjectionState::Upheld : ObjectionState::Rejected, text));
        if (!is_upheld)
            return teller_.tell(entry, scope.tenant, lock.student, TellKind::ObjectionRejected,
                                R"({"lock":")" + lock.id + "\"}", "objection.rejected." + row.id);
        TUCAI_CHECK(overturn(entry, means_, scope, lock));
        TUCAI_TRY(const bool is_unlocked, unlock_after_last(entry, scope, moved));
        return teller_.tell(entry, scope.tenant, lock.student, TellKind::ObjectionUpheld,
                            R"({"lock":")" + lock.id + R"(","unlocked":)" +
                                (is_unlocked ? "true}" : "false}"),
                            "objection.upheld." + row.id);
    });
}

Result<> Locks::lift(const Scope& scope, const std::string& lock, const std::string& reason)
{
    TUCAI_CHECK(require(scope, {Role::School}));
    TUCAI_TRY(const auto text, read_text(reason, "the reason", most_words_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto row, load_lock(entry.sql(), scope.tenant, lock));
        TUCAI_TRY(const auto moved,
                  move_lock(entry, means_, scope, row, LockEvent::Lift, {scope.person, text}));
        TUCAI_TRY(const auto objections, objections_to(entry.sql(), means_, row));
        for (const auto& objection : objections)
            if (objection.state == ObjectionState::Open)
                TUCAI_CHECK(end_objection(entry, means_, scope, objection, ObjectionState::Settled, text));
        TUCAI_TRY(const bool is_unlocked, unlock_after_last(entry, scope, moved));
        if (!is_unlocked)
            return {};
        return teller_.tell(entry, scope.tenant, row.student, TellKind::StudentUnlocked,
                            R"({"lock":")" + row.id + "\"}", "student.unlocked." + row.id);
    });
}

} // namespace tucai::collect
