#include "collect/notify/notices.h"

namespace tucai::collect::notify {

Result<std::vector<NoticeStanding>> Notices::of_student(const Scope& scope, const std::string& student) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College}));
    return means_.ledger.read([&](store::Transaction& sql) -> Result<std::vector<NoticeStanding>> {
        TUCAI_TRY(const auto row, sql.row("select count(*) as n from students where tenant = $1 and id = $2 "
                                          "and ($3 = '' or college = $3)",
                                          {scope.tenant, student, college_limit(scope)}));
        if (row->integer("n") == 0)
            return not_found();
        return notices_of(sql, scope.tenant, student);
    });
}

Result<std::map<DeliveryState, std::int64_t>> Notices::counts(const Scope& scope,
                                                              const std::string& batch) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College}));
    return means_.ledger.read([&](store::Transaction& sql) {
        return count_notices(sql, scope.tenant, batch, college_limit(scope));
    });
}

Result<GroupList> Notices::list(const Scope& scope, const std::string& batch, const std::string& of_class,
                                Tongue tongue) const
{
    TUCAI_CHECK(require(scope, {Role::School, Role::College}));
    return means_.ledger.read([&](store::Transaction& sql) {
        return list_for_group(sql, scope.tenant, batch, of_class, tongue, college_limit(scope));
    });
}

} // namespace tucai::collect::notify
