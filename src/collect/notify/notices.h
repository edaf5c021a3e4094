#pragma once

#include "collect/notify/outbox.h"
#include "collect/scopes.h"

namespace tucai::collect::notify {

/// What the school's own people read of messages; a college's assistant of the own college. Threads may share
/// it.
class Notices {
public:
    explicit Notices(const Means& means) : means_(means) {}

    /// Every message to a student, the oldest first. Fails: Denied; NotFound (no such student).
    Result<std::vector<NoticeStanding>> of_student(const Scope& scope, const std::string& student) const;
    /// How many messages of a batch stand where. Fails: Denied.
    Result<std::map<DeliveryState, std::int64_t>> counts(const Scope& scope, const std::string& batch) const;
    /// Whom a person has to tell; `of_class` is empty for a whole batch. Fails: Denied.
    Result<GroupList> list(const Scope& scope, const std::string& batch, const std::string& of_class,
                           Tongue tongue) const;

private:
    const Means& means_;
};

} // namespace tucai::collect::notify
