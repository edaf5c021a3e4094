#pragma once

#include "store/database.h"

namespace tucai::store {

/// Work that is to be done once, later, by whichever worker is free. A worker holds it by a lease that ends
/// by itself, so nothing is lost with a worker that dies.
struct Job {
    std::int64_t id = 0;
    std::string kind;    ///< a stable word, such as "judge"
    std::string subject; ///< the id of what it is about
    std::string payload; ///< JSON, or empty; ids only, nothing personal
    int attempt = 0;     ///< 1 at the first
    std::string lease;   ///< the token of whoever holds it
};

struct NewJob {
    std::string kind;
    std::string subject;
    std::string payload;
    std::int64_t not_before_ms = 0; ///< UTC
    int most_attempts = 5;          ///< then it has failed for good
};

/// The table `jobs`.
std::string_view jobs_table();

/// Adds a job within the transaction that makes it needed. While one of that kind and subject waits or is
/// being done, no second is added: gives the first one's id. Fails: as Transaction::run.
Result<std::int64_t> add_job(Transaction& transaction, const NewJob& job, std::int64_t now_ms);

/// Takes the job that has waited longest, of these kinds, for `lease_ms`; none where nothing waits. A job
/// whose lease has ended waits again; one that was tried as often as it may has failed. `token` is the
/// worker's own, new for each job. Fails: as Database::write.
Result<std::optional<Job>> take_job(const Database& database, const std::vector<std::string>& kinds,
                                    std::int64_t now_ms, std::int64_t lease_ms, const std::string& token);

/// Holds a job longer. Fails: LeaseLost (another has it, or it is done); as Database::write.
Result<> hold_job(const Database& database, const Job& job, std::int64_t now_ms, std::int64_t lease_ms);

/// Ends a job within the transaction that stores what it did, so that both happen or neither.
/// Fails: LeaseLost; as Transaction::run.
Result<> finish_job(Transaction& transaction, const Job& job, std::int64_t now_ms);

/// Gives a job back after a failure, to be tried again after a pause that doubles (1 s, 2 s, ... up to 10
/// minutes), or for good after its last attempt. `reason` is a stable word. Fails: LeaseLost; as
/// Database::write.
Result<> give_back_job(const Database& database, const Job& job, const std::string& reason,
                       std::int64_t now_ms);

struct JobCounts {
    std::int64_t waiting = 0;
    std::int64_t held = 0;
    std::int64_t failed = 0; ///< for good; a person has to look
};

/// Fails: as Transaction::rows.
Result<JobCounts> count_jobs(Transaction& transaction, std::int64_t now_ms);

/// A job that has failed for good.
struct FailedJob {
    std::int64_t id = 0;
    std::string kind;
    std::string subject;
    std::string reason; ///< the stable word of its last failure
    std::int64_t attempts = 0;
    std::int64_t added_ms = 0;
};

/// At most `most`, in the order of their ids, behind the one that `after` names. Fails: as Transaction::rows.
Result<std::vector<FailedJob>> failed_jobs(Transaction& transaction, std::int64_t after, std::int64_t most);

/// Lets a job that has failed be tried again, as often as a new one, within the transaction that tells why.
/// Fails: NotFound (none of that id has failed); StoreConflict (one of that kind and subject waits anyway).
Result<> restart_job(Transaction& transaction, std::int64_t id, std::int64_t now_ms);

} // namespace tucai::store
