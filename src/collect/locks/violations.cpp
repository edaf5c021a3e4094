#include "collect/locks/violations.h"

#include "collect/capture/photo_rows.h"
#include "collect/capture/sealed_text.h"
#include "collect/capture/session_rows.h"
#include "collect/locks/cursor.h"
#include "collect/locks/lock_rows.h"
#include "collect/locks/thresholds.h"
#include "collect/students/standing.h"

#include <nlohmann/json.hpp>

namespace tucai::collect {
namespace {

constexpr std::size_t most_reason_characters = 1000;

Result<> require_readers(const Scope& scope)
{
    return require(scope, {Role::School, Role::College, Role::Centre});
}

Result<std::int64_t> confirmed_of(store::Transaction& sql, const ViolationRow& violation)
{
    TUCAI_TRY(const auto row, sql.row("select count(*) as n from violations where tenant = $1 and student = "
                                      "$2 and state = 'confirmed'",
                                      {violation.tenant, violation.student}));
    return row->integer("n");
}

Result<StudentStanding> standing(store::Transaction& sql, const ViolationRow& violation)
{
    TUCAI_TRY(const auto row, sql.row("select state, locked_from from students where tenant = $1 and id = $2",
                                      {violation.tenant, violation.student}));
    if (!row)
        return not_found();
    return standing_of(*row);
}

std::string told_values(const ViolationRow& violation, const std::string& lock)
{
    return R"({"violation":")" + std::string(word(violation.kind)) + "\"" +
           (lock.empty() ? "" : R"(,"lock":")" + lock + "\"") + "}";
}

/// Locks the student for a confirmed violation; a second lock changes no more than that it must end too.
Result<ConfirmedViolation> lock(store::Entry& entry, const Means& means, const Scope& scope,
                                const ViolationRow& violation)
{
    ConfirmedViolation confirmed;
    TUCAI_TRY(confirmed.lock, insert_lock(entry, means, scope, violation));
    TUCAI_TRY(const auto before, standing(entry.sql(), violation));
    if (before.state == StudentState::Locked)
        return confirmed;
    StudentEvidence evidence;
    evidence.violation = violation.state;
    TUCAI_CHECK(move_student(entry, scope, violation.student, StudentEvent::Lock, evidence,
                             std::string(word(violation.kind))));
    TUCAI_CHECK(end_live_session(entry, scope, violation.student, CaptureEvent::Abandon));
    confirmed.locked_now = true;
    return confirmed;
}

} // namespace

Result<ViolationRow> move_violation(store::Entry& entry, const Means& means, const Scope& scope,
                                    const ViolationRow& violation, ViolationEvent event,
                                    const std::string& reason)
{
    auto moved = violation;
    TUCAI_TRY(moved.state, next(violation.state, event, Decider::Person));
    TUCAI_CHECK(entry.sql().run("update violations set state = $1 where tenant = $2 and id = $3",
                                {std::string(word(moved.state)), violation.tenant, violation.id}));
    if (event != ViolationEvent::Overturn) {
        TUCAI_TRY(auto sealed,
                  seal_text(means, violation.student, "violations.reason_sealed", violation.id, reason));
        TUCAI_CHECK(entry.sql().run(
            "update violations set decided_ms = $1, decided_by = $2, reason_sealed = "
            "$3 where tenant = $4 and id = $5",
            {entry.now_ms(), scope.person, std::move(sealed), violation.tenant, violation.id}));
        moved.decided_ms = entry.now_ms();
        moved.decided_by = scope.person;
    }
    TUCAI_CHECK(entry.record(event_of(scope, "violation." + std::string(word(event)), violation.id,
                                      R"({"from":")" + std::string(word(violation.state)) + R"(","to":")" +
                                          std::string(word(moved.state)) + "\"}")));
    return moved;
}

Result<std::string> Violations::raise(const Scope& scope, ViolationKind kind, const std::string& photo,
                                      const std::string& seen)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    TUCAI_TRY(const auto text,
              read_text(seen, "what you have seen", most_reason_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<std::string> {
        TUCAI_TRY(const auto row, load_photo(entry.sql(), scope.tenant, photo));
        if (row.submission == Submission::None)
            return not_found();
        NewViolation violation;
        violation.kind = kind;
        violation.student = row.student;
        violation.shot = row.shot;
        violation.photo = row.id;
        violation.evidence = nlohmann::json{{"seen", text}}.dump();
        TUCAI_TRY(auto id, raise_violation(entry, means_, scope, violation));
        if (!entry.is_recorded())
            TUCAI_CHECK(entry.record(event_of(scope, "violation.seconded", id)));
        return id;
    });
}

Result<ViolationPage> Violations::list(const Scope& scope, ViolationState state, const std::string& cursor,
                                       std::size_t limit) const
{
    TUCAI_CHECK(require_readers(scope));
    TUCAI_TRY(const auto from, read_cursor(cursor));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<ViolationPage> {
        TUCAI_TRY(
            const auto rows,
            sql.rows("select v.tenant, v.id, v.student, v.shot, v.photo, v.other_photo, v.kind, v.state, "
                     "v.raised_by, v.raised_ms, v.decided_ms, v.decided_by from violations v join students "
                     "s on s.tenant = v.tenant and s.id = v.student where v.tenant = $1 and v.state = $2 and "
                     "($3 = '' or s.college = $3) and (v.raised_ms, v.id) > ($4, $5) order by v.raised_ms, "
                     "v.id limit $6",
                     {scope.tenant, std::string(word(state)), college_limit(scope), from.at_ms, from.id,
                      page_size(limit) + 1}));
        ViolationPage page;
        for (const auto& row : rows) {
            TUCAI_TRY(auto violation, violation_of(row));
            if (static_cast<std::int64_t>(page.rows.size()) == page_size(limit)) {
                page.next = cursor_text({page.rows.back().raised_ms, page.rows.back().id});
                break;
            }
            page.rows.push_back(std::move(violation));
        }
        return page;
    });
}

Result<ViolationDetails> Violations::details(const Scope& scope, const std::string& id) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<ViolationDetails> {
        ViolationDetails details;
        TUCAI_TRY(details.row, load_violation(sql, scope.tenant, id));
        TUCAI_TRY(const auto row, sql.row("select evidence_sealed, reason_sealed from violations where "
                                          "tenant = $1 and id = $2",
                                          {scope.tenant, id}));
        TUCAI_TRY(details.evidence, open_text(means_, details.row.student, "violations.evidence_sealed", id,
                                              row->maybe_bytes("evidence_sealed")));
        TUCAI_TRY(details.reason, open_text(means_, details.row.student, "violations.reason_sealed", id,
                                            row->maybe_bytes("reason_sealed")));
        return details;
    });
}

Result<ConfirmedViolation> Violations::confirm(const Scope& scope, const std::string& id,
                                               const std::string& reason)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    TUCAI_TRY(const auto text, read_text(reason, "the reason", most_reason_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<ConfirmedViolation> {
        TUCAI_TRY(const auto raised, load_violation(entry.sql(), scope.tenant, id));
        TUCAI_TRY(const auto violation,
                  move_violation(entry, means_, scope, raised, ViolationEvent::Confirm, text));
        TUCAI_TRY(const auto enough, threshold_of(entry.sql(), scope.tenant, Threshold::LockAfterConfirmed));
        TUCAI_TRY(const auto confirmed, confirmed_of(entry.sql(), violation));
        ConfirmedViolation result;
        if (confirmed >= enough) {
            TUCAI_TRY(result, lock(entry, means_, scope, violation));
        }
        const auto kind = result.lock.empty() ? TellKind::ViolationConfirmed : TellKind::StudentLocked;
        TUCAI_CHECK(teller_.tell(entry, scope.tenant, violation.student, kind,
                                 told_values(violation, result.lock),
                                 std::string(word(kind)) + "." + violation.id));
        return result;
    });
}

Result<> Violations::dismiss(const Scope& scope, const std::string& id, const std::string& reason)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre}));
    TUCAI_TRY(const auto text, read_text(reason, "the reason", most_reason_characters, TextLines::Several));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_TRY(const auto raised, load_violation(entry.sql(), scope.tenant, id));
        return move_violation(entry, means_, scope, raised, ViolationEvent::Dismiss, text)
            .map([](const ViolationRow&) {});
    });
}

} // namespace tucai::collect
