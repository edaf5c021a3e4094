#include "collect/watch/audit_trail.h"

#include "collect/locks/cursor.h"
#include "store/audit_check.h"

#include <limits>

namespace tucai::collect {
namespace {

Result<> require_reader(const Scope& scope, const std::string& tenant)
{
    TUCAI_CHECK(require(scope, {Role::Auditor, Role::School, Role::Centre, Role::Admin}));
    if (scope.role != Role::Admin && tenant != scope.tenant)
        return not_found();
    return {};
}

} // namespace

Result<TrailPage> AuditTrail::page(const Scope& scope, const std::string& tenant, const TrailFilter& filter,
                                   std::int64_t before, std::size_t limit) const
{
    TUCAI_CHECK(require_reader(scope, tenant));
    const auto most = page_size(limit);
    return means_.ledger.read([&](store::Transaction& sql) -> Result<TrailPage> {
        TUCAI_TRY(
            const auto rows,
            sql.rows(
                "select number, at_ms, kind, actor, subject, details from audit_events where tenant = $1 "
                "and number < $2 and ($3 = '' or kind = $3 or substr(kind, 1, length($3) + 1) = $3 || "
                "'.') and ($4 = '' or subject = $4) order by number desc limit $5",
                {tenant, before > 0 ? before : std::numeric_limits<std::int64_t>::max(), filter.kind,
                 filter.subject, most + 1}));
        TrailPage page;
        for (const auto& row : rows) {
            if (static_cast<std::int64_t>(page.lines.size()) == most) {
                page.next_before = page.lines.back().number;
                break;
            }
            page.lines.push_back({row.integer("number"),
                                  {tenant, row.text("kind"), row.text("actor"), row.text("subject"),
                                   row.text("details"), row.integer("at_ms")}});
        }
        return page;
    });
}

Result<TrailCheck> AuditTrail::check(const Scope& scope, const std::string& tenant) const
{
    TUCAI_CHECK(require_reader(scope, tenant));
    TrailCheck check;
    TUCAI_TRY(check.faults, store::check_chain(means_.ledger.database(), heads_, tenant));
    TUCAI_TRY(const auto head,
              means_.ledger.read([&](store::Transaction& sql) { return store::read_head(sql, tenant); }));
    check.events = head.number;
    return check;
}

} // namespace tucai::collect
