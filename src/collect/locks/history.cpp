#include "collect/locks/history.h"

namespace tucai::collect {

Result<std::vector<LockEventLine>> lock_history(const Means& means, const Scope& scope,
                                                const std::string& student)
{
    TUCAI_CHECK(require(scope, {Role::School, Role::Centre, Role::Auditor}));
    return means.ledger.read([&](store::Transaction& sql) -> Result<std::vector<LockEventLine>> {
        TUCAI_TRY(const auto known,
                  sql.row("select count(*) as n from students where tenant = $1 and id = $2",
                          {scope.tenant, student}));
        if (known->integer("n") == 0)
            return not_found();
        TUCAI_TRY(
            const auto rows,
            sql.rows("select at_ms, kind, actor, subject, details from audit_events where tenant = $1 and "
                     "(subject in (select id from violations where tenant = $1 and student = $2) or subject "
                     "in (select id from locks where tenant = $1 and student = $2) or subject in (select id "
                     "from objections where tenant = $1 and student = $2) or subject = $2 and kind in "
                     "('student.lock', 'student.unlock')) order by number",
                     {scope.tenant, student}));
        std::vector<LockEventLine> lines;
        for (const auto& row : rows)
            lines.push_back({row.integer("at_ms"), row.text("kind"), row.text("actor"), row.text("subject"),
                             row.text("details")});
        return lines;
    });
}

} // namespace tucai::collect
