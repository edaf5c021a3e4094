#include "store/jobs.h"

#include <algorithm>

namespace tucai::store {
namespace {

constexpr std::int64_t first_pause_ms = 1000;
constexpr std::int64_t longest_pause_ms = 600'000;

tl::unexpected<Error> lease_lost()
{
    return fail(ErrorCode::LeaseLost, "The job is another worker's by now, or done.");
}

/// Runs an update that must meet the job as its holder has it.
Result<> as_holder(Transaction& transaction, std::string_view sql, const Values& values)
{
    TUCAI_TRY(const auto changed, transaction.run(sql, values));
    if (changed == 0)
        return lease_lost();
    return {};
}

std::string list_of(std::size_t first, std::size_t count)
{
    std::string list;
    for (std::size_t i = 0; i < count; ++i)
        list += (i == 0 ? "$" : ", $") + std::to_string(first + i);
    return list;
}

/// Jobs whose worker died at the last attempt have failed.
Result<> fail_forsaken(Transaction& transaction, std::int64_t now_ms)
{
    TUCAI_CHECK(transaction.run("update jobs set state = 'failed', reason = 'worker_died', lease = null "
                                "where state = 'held' and held_until_ms < $1 and attempt >= most_attempts",
                                {now_ms}));
    return {};
}

} // namespace

std::string_view jobs_table()
{
    return "create table jobs (id {serial}, kind text not null, subject text not null, payload text not "
           "null, "
           "state text not null check (state in ('waiting', 'held', 'done', 'failed')), "
           "attempt {integer} not null, most_attempts {integer} not null, not_before_ms {integer} not null, "
           "held_until_ms {integer}, lease text, reason text, added_ms {integer} not null, "
           "ended_ms {integer}) {strict};"
           "create unique index jobs_once on jobs (kind, subject) where state in ('waiting', 'held');"
           "create index jobs_next on jobs (not_before_ms, id) where state in ('waiting', 'held');";
}

Result<std::int64_t> add_job(Transaction& transaction, const NewJob& job, std::int64_t now_ms)
{
    TUCAI_TRY(const auto added,
              transaction.row("insert into jobs (kind, subject, payload, state, attempt, most_attempts, "
                              "not_before_ms, added_ms) values ($1, $2, $3, 'waiting', 0, $4, $5, $6) "
                              "on conflict (kind, subject) where state in ('waiting', 'held') do nothing "
                              "returning id",
                              {job.kind, job.subject, job.payload, std::int64_t{job.most_attempts},
                               job.not_before_ms, now_ms}));
    if (added)
        return added->integer("id");
    TUCAI_TRY(const auto known, transaction.row("select id from jobs where kind = $1 and subject = $2 and "
                                                "state in ('waiting', 'held')",
                                                {job.kind, job.subject}));
    return known ? known->integer("id") : 0;
}

Result<std::optional<Job>> take_job(const Database& database, const std::vector<std::string>& kinds,
                                    std::int64_t now_ms, std::int64_t lease_ms, const std::string& token)
{
    if (kinds.empty())
        return std::optional<Job>();
    return database.write([&](Transaction& transaction) -> Result<std::optional<Job>> {
        TUCAI_CHECK(fail_forsaken(transaction, now_ms));
        Values values = {token, now_ms + lease_ms, now_ms};
        values.insert(values.end(), kinds.begin(), kinds.end());
        const std::string sql =
            "update jobs set state = 'held', lease = $1, held_until_ms = $2, "
            "attempt = attempt + 1 where id = (select id from jobs where "
            "(state = 'waiting' and not_before_ms <= $3 or state = 'held' and held_until_ms < "
            "$3) and kind in (" +
            list_of(4, kinds.size()) +
            ") order by not_before_ms, id limit 1) "
            "returning id, kind, subject, payload, attempt";
        TUCAI_TRY(const auto row, transaction.row(sql, values));
        if (!row)
            return std::optional<Job>();
        return Job{row->integer("id"),
                   row->text("kind"),
                   row->text("subject"),
                   row->text("payload"),
                   static_cast<int>(row->integer("attempt")),
                   token};
    });
}

Result<> hold_job(const Database& database, const Job& job, std::int64_t now_ms, std::int64_t lease_ms)
{
    return database.write([&](Transaction& transaction) {
        return as_holder(transaction,
                         "update jobs set held_until_ms = $1 where id = $2 and state = 'held' and lease = $3",
                         {now_ms + lease_ms, job.id, job.lease});
    });
}

Result<> finish_job(Transaction& transaction, const Job& job, std::int64_t now_ms)
{
    return as_holder(transaction,
                     "update jobs set state = 'done', ended_ms = $1, lease = null, held_until_ms = null "
                     "where id = $2 and state = 'held' and lease = $3",
                     {now_ms, job.id, job.lease});
}

Result<> give_back_job(const Database& database, const Job& job, const std::string& reason,
                       std::int64_t now_ms)
{
    const int doublings = std::clamp(job.attempt - 1, 0, 20);
    const auto pause_ms = std::min(longest_pause_ms, first_pause_ms << doublings);
    return database.write([&](Transaction& transaction) {
        return as_holder(
            transaction,
            "update jobs set state = case when attempt >= most_attempts then 'failed' else 'waiting' "
            "end, reason = $1, not_before_ms = $2, lease = null, held_until_ms = null "
            "where id = $3 and state = 'held' and lease = $4",
            {reason, now_ms + pause_ms, job.id, job.lease});
    });
}

Result<JobCounts> count_jobs(Transaction& transaction, std::int64_t now_ms)
{
    TUCAI_TRY(const auto row,
              transaction.row(
                  "select count(case when state = 'waiting' or state = 'held' and held_until_ms < $1 then "
                  "1 end) as waiting, count(case when state = 'held' and held_until_ms >= $1 then 1 end) "
                  "as held, count(case when state = 'failed' then 1 end) as failed from jobs",
                  {now_ms}));
    return JobCounts{row->integer("waiting"), row->integer("held"), row->integer("failed")};
}

Result<std::vector<FailedJob>> failed_jobs(Transaction& transaction, std::int64_t after, std::int64_t most)
{
    TUCAI_TRY(const auto rows,
              transaction.rows("select id, kind, subject, reason, attempt, added_ms from jobs where state = "
                               "'failed' and id > $1 order by id limit $2",
                               {after, most}));
    std::vector<FailedJob> jobs;
    jobs.reserve(rows.size());
    for (const auto& row : rows)
        jobs.push_back({row.integer("id"), row.text("kind"), row.text("subject"),
                        row.maybe_text("reason").value_or(""), row.integer("attempt"),
                        row.integer("added_ms")});
    return jobs;
}

Result<> restart_job(Transaction& transaction, std::int64_t id, std::int64_t now_ms)
{
    TUCAI_TRY(const auto changed,
              transaction.run("update jobs set state = 'waiting', attempt = 0, not_before_ms = $1, ended_ms "
                              "= null where id = $2 and state = 'failed'",
                              {now_ms, id}));
    if (changed == 0)
        return fail(ErrorCode::NotFound, "No job of that id has failed.");
    return {};
}

} // namespace tucai::store
