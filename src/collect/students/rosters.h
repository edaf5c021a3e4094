#pragma once

#include "collect/roster/mapping.h"
#include "collect/students/roster_plan.h"

#include <span>
#include <string>
#include <vector>

namespace tucai::collect {

/// A file that was given as a roster, as it was understood.
struct GivenRoster {
    std::string id;
    std::string batch;
    roster::Table table;
    roster::Mapping mapping;
    bool is_mapping_remembered = false; ///< somebody decided it for an earlier file of this shape
};

/// A file that was given as a roster, and what came of it.
struct RosterImport {
    std::string id;
    std::string state; ///< "uploaded", "imported" or "discarded"
    std::string format;
    std::string encoding;
    std::int64_t bytes = 0;
    std::int64_t given_ms = 0;
    std::string given_by;
    std::optional<std::int64_t> ended_ms;
    std::optional<std::int64_t> row_count; ///< good rows, once imported; the others then too
    std::optional<std::int64_t> new_count;
    std::optional<std::int64_t> changed_count;
    std::optional<std::int64_t> same_count;
    std::optional<std::int64_t> absent_count;
    std::optional<std::int64_t> refused_count;
};

/// What to do with a roster that has rows which cannot be taken.
enum class RefusedRows { Stop, LeaveOut };

/// Rosters from the file to the list: given, looked at, corrected, imported. The school's office only;
/// nothing of a file is stored in clear. Threads may share it.
class Rosters {
public:
    explicit Rosters(const Means& means) : means_(means) {}

    /// Reads a file and keeps it, sealed, until it is imported or discarded. The mapping is what was decided
    /// for a file of this shape before, else guessed.
    /// Fails: Denied, NotFound (no such batch), StateNotAllowed (it is settled), KeyAbsent; as read_table.
    Result<GivenRoster> give(const Scope& scope, const std::string& batch,
                             std::span<const std::uint8_t> bytes, const roster::ReadOptions& options = {});

    /// The same again. Fails: Denied, NotFound (none such, or no longer there).
    Result<GivenRoster> look(const Scope& scope, const std::string& id,
                             base::Language language = base::Language::Chinese) const;

    /// Says what a column means, or that it means nothing. Fails: also InvalidInput (no such column).
    Result<> correct(const Scope& scope, const std::string& id, std::size_t column,
                     std::optional<roster::Field> field);

    /// What an import would do now. Changes nothing. Fails: as look; RosterFieldMissing; as plan_roster.
    Result<RosterPlan> preview(const Scope& scope, const std::string& id, RosterCovers covers) const;

    /// Does what a preview showed, whole or not at all, and remembers the mapping.
    ///
    /// Needs: the preview's `roster_version`. Gives: what was done.
    /// Fails: as preview; VersionStale where the list has changed since the preview; RosterRowsRefused where
    /// rows cannot be taken and `refused` is Stop; StoreConflict.
    Result<RosterPlan> import(const Scope& scope, const std::string& id, std::int64_t roster_version,
                              RosterCovers covers, RefusedRows refused);

    /// Gives a file up. Fails: Denied, NotFound.
    Result<> discard(const Scope& scope, const std::string& id);

    /// The files given for a batch, the newest first; at most 100. Fails: Denied.
    Result<std::vector<RosterImport>> list(const Scope& scope, const std::string& batch) const;

private:
    const Means& means_;
};

} // namespace tucai::collect
