#pragma once

#include "collect/beijing_time.h"
#include "collect/scopes.h"

#include <optional>
#include <string>
#include <vector>

namespace tucai::collect {

/// Half hours of one day in one room, to be made at once.
struct NewSlots {
    std::string class_id; ///< for one class; empty: for whoever of the batch comes
    std::string room;
    BeijingDay day{};
    std::chrono::minutes begins{0}; ///< after Beijing's midnight; a full or a half hour
    std::chrono::minutes ends{0};   ///< the same
    std::int64_t places = 1;        ///< in each half hour
};

/// Half an hour in a room.
struct Slot {
    std::string id;
    std::string class_id; ///< empty: for all
    std::string room;
    std::int64_t begins_ms = 0;
    std::int64_t ends_ms = 0;
    std::int64_t places = 0;
    std::int64_t taken = 0;
};

/// A line of the printed timetable; lines come by time and room. A slot that nobody takes has one without a
/// student.
struct TimetableLine {
    std::string day;    ///< "2026-05-04"
    std::string begins; ///< "08:30", Beijing time
    std::string ends;
    std::string room;
    std::string class_name;
    std::string student; ///< id; empty: nobody
    std::string code_number;
    std::string masked_name;
    bool has_come = false;
};

/// Appointments in a room with help: the office makes half hours, students take places. Threads may share it.
class Appointments {
public:
    explicit Appointments(const Means& means) : means_(means) {}

    /// Makes the half hours between two times; the office only. Gives their ids, the earliest first.
    /// Fails: Denied, NotFound (batch or class), TextInvalid (the room), InvalidInput (times, places),
    /// StoreConflict (the room is used then).
    Result<std::vector<std::string>> add_slots(const Scope& scope, const std::string& batch,
                                               const NewSlots& slots);
    /// Fails: Denied, NotFound, StateNotAllowed (somebody has a place).
    Result<> remove_slot(const Scope& scope, const std::string& slot);

    /// Those of a batch, by time; for a student those of the own class and of all, still to come.
    /// Fails: Denied.
    Result<std::vector<Slot>> slots(const Scope& scope, const std::string& batch) const;

    /// Takes a place: a student for themselves, the office for anybody. Who has one already moves. Gives the
    /// appointment's id. Fails: Denied, NotFound (also a slot of another class), SlotFull, StateNotAllowed
    /// (it is over).
    Result<std::string> book(const Scope& scope, const std::string& slot, const std::string& student);
    /// Gives a place up. Fails: Denied, NotFound.
    Result<> cancel(const Scope& scope, const std::string& student);
    /// The office notes that a student came. Fails: Denied, NotFound.
    Result<> note_coming(const Scope& scope, const std::string& student);

    /// For printing; names are masked. Fails: Denied.
    Result<std::vector<TimetableLine>> timetable(const Scope& scope, const std::string& batch) const;

private:
    Result<> end(const Scope& scope, const std::string& student, const std::string& state);

    const Means& means_;
};

} // namespace tucai::collect
