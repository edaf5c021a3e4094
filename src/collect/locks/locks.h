#pragma once

#include "collect/capture/device_grant.h"
#include "collect/locks/lock_rows.h"
#include "collect/locks/teller.h"

#include <vector>

namespace tucai::collect {

enum class ObjectionState {
    Open,
    Upheld,
    Rejected,
    Settled, ///< the lock was lifted before anybody answered
};

template <> struct Words<ObjectionState> {
    static constexpr auto list = std::to_array<std::string_view>({"open", "upheld", "rejected", "settled"});
};

/// What a student said against a lock, and what was answered.
struct ObjectionRow {
    std::string id;
    std::string lock;
    std::string student;
    ObjectionState state = ObjectionState::Open;
    std::string words;  ///< the student's
    std::string answer; ///< the officer's; empty until then
    std::int64_t made_ms = 0;
    std::optional<std::int64_t> decided_ms;
    std::optional<std::string> officer;
};

/// A lock as its student sees it, or the office.
struct LockDetails {
    LockRow row;
    base::Text words;                     ///< what it is for, in both languages
    std::string reason;                   ///< in the words of whoever confirmed the violation
    std::string ended_reason;             ///< in the words of whoever ended it
    std::vector<ObjectionRow> objections; ///< the oldest first
};

struct ObjectionPage {
    std::vector<ObjectionRow> rows;
    std::string next; ///< cursor; empty at the end
};

enum class ObjectionAnswer { Uphold, Reject };

/// Locks of students and what is said against them. Only the school's own office ends one: by lifting it, or
/// by upholding an objection; both by an officer who is named, for a reason. Threads may share it.
class Locks {
public:
    Locks(const Means& means, Teller& teller) : means_(means), teller_(teller) {}

    /// A student's own locks, the latest first. Fails: as check_grant.
    Result<std::vector<LockDetails>> own(const DeviceGrant& grant) const;
    /// Says something against a lock; one thing at a time, and again after it was rejected. Gives its id.
    /// Fails: as check_grant; NotFound; StateNotAllowed (it has ended, or an objection is open); TextInvalid.
    Result<std::string> object(const DeviceGrant& grant, const std::string& lock, const std::string& words);

    /// Every lock of a student. Fails: Denied; NotFound.
    Result<std::vector<LockDetails>> of_student(const Scope& scope, const std::string& student) const;
    /// Objections that wait for an answer, the oldest first. Fails: Denied; InvalidInput (no cursor).
    Result<ObjectionPage> open_objections(const Scope& scope, const std::string& cursor,
                                          std::size_t limit) const;
    /// Answers an objection. An upheld one ends the lock, and its violation did not hold. Fails: Denied;
    /// NotFound; StateNotAllowed (answered already); TextInvalid.
    Result<> answer(const Scope& scope, const std::string& objection, ObjectionAnswer answer,
                    const std::string& reason);
    /// Ends a lock. Fails: Denied; NotFound; StateNotAllowed (it has ended); TextInvalid.
    Result<> lift(const Scope& scope, const std::string& lock, const std::string& reason);

private:
    const Means& means_;
    Teller& teller_;
};

} // namespace tucai::collect
