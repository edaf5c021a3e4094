#pragma once

#include "collect/scopes.h"
#include "store/jobs.h"

namespace tucai::collect {

/// Work in the background as the instance's admins see it. Threads may share it.
class JobDesk {
public:
    explicit JobDesk(const Means& means) : means_(means) {}

    /// Fails: Denied.
    Result<store::JobCounts> counts(const Scope& scope) const;
    /// What has failed for good, in the order of the ids, behind `after`. Fails: Denied.
    Result<std::vector<store::FailedJob>> failed(const Scope& scope, std::int64_t after,
                                                 std::size_t limit) const;
    /// Lets one be tried again, and tells the audit of the admin's tenant. Fails: Denied; NotFound (none of
    /// that id has failed); StoreConflict (the same work waits anyway).
    Result<> restart(const Scope& scope, std::int64_t id);

private:
    const Means& means_;
};

} // namespace tucai::collect
