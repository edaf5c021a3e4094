#pragma once

#include "collect/students/record.h"

#include <optional>
#include <string>
#include <vector>

namespace tucai::collect {

/// How much of a batch a roster is.
enum class RosterCovers {
    WholeBatch, ///< who is not on it is absent
    Part,       ///< a college's or a class's: it says nothing of the others
};

/// What an import would do with one good row.
struct PlannedRow {
    RosterRow row;       ///< with what is stored taken over where the roster does not tell it
    std::string student; ///< id; empty: new
    std::vector<std::string>
        changed; ///< words of what differs; empty for new ones and for those that are the same
    std::string digest;
    std::int64_t place = 0;   ///< on the list
    bool is_relisted = false; ///< was absent from the roster before
    bool has_moved = false;   ///< stands elsewhere on the list
};

/// A student whom the roster lacks. Nobody is ever deleted by a roster.
struct AbsentStudent {
    std::string student;
    std::string code_number;
    bool is_newly_absent = true;
};

/// The difference between a roster and what is stored: what an import does, and what a preview shows.
struct RosterPlan {
    std::int64_t roster_version = 0; ///< of the batch's list that it was made against
    FieldSet fields;
    std::vector<PlannedRow> rows; ///< in the file's order
    std::vector<AbsentStudent> absent;
    std::vector<RowFault> faults; ///< by row
    std::vector<NotedRow> notes;
    std::vector<std::string> new_colleges; ///< names
    std::vector<std::string> new_classes;  ///< "college / class", or the class alone

    std::size_t new_count() const;
    std::size_t changed_count() const;
    std::size_t same_count() const;
    std::size_t relisted_count() const;
    /// Whether an import would change nothing.
    bool is_empty() const;
};

/// Compares a roster's rows with what is stored of the batch.
///
/// Needs: the school's key; none only where nothing was ever stored under one.
/// A row is matched by student number, examinee number and document; where these are of different students it
/// is a fault (RosterAmbiguous).
/// Fails: NotFound (no such batch), StateNotAllowed (it is settled); SecretWrong; as Transaction::rows.
Result<RosterPlan> plan_roster(store::Transaction& sql, const Means& means, const Scope& scope,
                               const std::optional<IdentityKey>& key, const std::string& batch,
                               RosterRows rows, RosterCovers covers);

} // namespace tucai::collect
