#include "collect/watch/job_desk.h"

#include "collect/locks/cursor.h"

namespace tucai::collect {

Result<store::JobCounts> JobDesk::counts(const Scope& scope) const
{
    TUCAI_CHECK(require(scope, {Role::Admin}));
    return means_.ledger.read(
        [&](store::Transaction& sql) { return store::count_jobs(sql, means_.ledger.now_ms()); });
}

Result<std::vector<store::FailedJob>> JobDesk::failed(const Scope& scope, std::int64_t after,
                                                      std::size_t limit) const
{
    TUCAI_CHECK(require(scope, {Role::Admin}));
    return means_.ledger.read(
        [&](store::Transaction& sql) { return store::failed_jobs(sql, after, page_size(limit)); });
}

Result<> JobDesk::restart(const Scope& scope, std::int64_t id)
{
    TUCAI_CHECK(require(scope, {Role::Admin}));
    return means_.ledger.write([&](store::Entry& entry) -> Result<> {
        TUCAI_CHECK(store::restart_job(entry.sql(), id, entry.now_ms()));
        return entry.record(event_of(scope, "job.restarted", std::to_string(id)));
    });
}

} // namespace tucai::collect
