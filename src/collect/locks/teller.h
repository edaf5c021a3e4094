#pragma once

#include "collect/words.h"
#include "store/ledger.h"

#include <array>
#include <string>

namespace tucai::collect {

/// What a student is told of by capture, review and locks.
enum class TellKind {
    PhotoSubmitted, ///< the photo waits for review
    PhotoAccepted,
    PhotoReturned,  ///< values: photo, reasons (words of the catalogue), until_ms
    DecisionUndone, ///< what was told last of the photo no longer holds
    PhotoReset,     ///< the office asks for another photo; values as PhotoReturned
    DeviceReplaced, ///< another device has taken over; told by who confirms identities
    ViolationConfirmed,
    StudentLocked,     ///< values: lock, violation (its kind)
    ObjectionRejected, ///< values: lock
    ObjectionUpheld,   ///< values: lock, and whether the student is unlocked by it
    StudentUnlocked,   ///< by an officer; values: lock
    HelpAnswered,
};

template <> struct Words<TellKind> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"photo.submitted", "photo.accepted", "photo.returned", "photo.decision_undone", "photo.reset",
         "device.replaced", "violation.confirmed", "student.locked", "objection.rejected", "objection.upheld",
         "student.unlocked", "help.answered"});
};

/// Tells students what becomes of their photos: `notify` sends, this room only says what happened.
class Teller {
public:
    Teller() = default;
    Teller(const Teller&) = delete;
    Teller& operator=(const Teller&) = delete;
    virtual ~Teller() = default;

    /// Queues a message within the transaction that makes it true: it is told if and only if that is stored.
    ///
    /// Needs: `values` a JSON object of ids, states and times, nothing personal; `cause` a word that is the
    /// same for the same thing, so that nothing is told twice.
    /// Fails: as Transaction::run.
    virtual Result<> tell(store::Entry& entry, const std::string& tenant, const std::string& student,
                          TellKind kind, const std::string& values, const std::string& cause) = 0;
};

} // namespace tucai::collect
