#pragma once

#include "collect/roster/fields.h"
#include "collect/states/student.h"
#include "collect/students/record.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tucai::collect {

/// Which students of a batch are asked for; what is empty or false asks for all.
struct StudentFilter {
    std::string college;  ///< id
    std::string class_id; ///< id
    std::optional<StudentState> state;
    bool only_missing = false;    ///< who still has to send a photo: listed, coded, capturing, returned
    bool only_absent = false;     ///< whom the last roster lacked
    bool only_unresolved = false; ///< whose true name is to be found first
    /// One whole code number; at the school's side also one whole name, document number, student number or
    /// examinee number. Parts are not found: what is sealed cannot be searched.
    std::string find;
};

enum class StudentOrder {
    Roster,      ///< as the roster lists them
    CodeNumber,  ///< by code number
    LatestFirst, ///< by when the state changed
};

/// One piece of a list.
struct PageAsk {
    std::string after;      ///< the `next` of the page before; empty: the first
    std::size_t limit = 50; ///< 1 to 200
};

struct StudentRow {
    std::string id;
    std::string batch;
    std::string code_number;
    std::string college;  ///< id, or empty
    std::string class_id; ///< the same
    StudentStanding standing;
    std::int64_t state_ms = 0;
    std::string state_reason;
    std::optional<std::int64_t> absent_since_ms;
    DocumentKind document_kind = DocumentKind::ResidentId;
    std::string language;
    std::string glasses; ///< "unknown", "worn" or "not_worn", habitually
    bool name_is_resolved = true;
    std::string masked_name;
    std::string masked_document;
    std::int64_t version = 0;
    std::optional<Identity> identity; ///< at the school's side only
};

struct StudentPage {
    std::vector<StudentRow> rows;
    std::string next; ///< empty: the last page
};

/// How many students of one class are in one state.
struct StudentCount {
    std::string college;  ///< id, or empty
    std::string class_id; ///< the same
    StudentState state = StudentState::Listed;
    std::int64_t count = 0;
    bool operator==(const StudentCount&) const = default;
};

/// What somebody typed, by the roster's fields.
using TypedFields = std::map<roster::Field, std::string>;

enum class Glasses { Unknown, Worn, NotWorn };

template <> struct Words<Glasses> {
    static constexpr auto list = std::to_array<std::string_view>({"unknown", "worn", "not_worn"});
};

/// The students of a school's batches. The office writes; a college's assistant reads the own college; a
/// centre reads code numbers and masked texts. Threads may share it.
class Students {
public:
    explicit Students(const Means& means) : means_(means) {}

    /// Fails: Denied; InvalidInput (a limit or a page that is none).
    Result<StudentPage> list(const Scope& scope, const std::string& batch, const StudentFilter& filter,
                             StudentOrder order, const PageAsk& page) const;
    /// Fails: Denied, NotFound.
    Result<StudentRow> student(const Scope& scope, const std::string& id) const;
    /// For the dashboard; counts add up to the batch's students of the scope. Fails: Denied.
    Result<std::vector<StudentCount>> counts(const Scope& scope, const std::string& batch) const;

    /// Adds one student by hand, read as a roster's row is. Gives the id.
    /// Fails: Denied, NotFound, StateNotAllowed (the batch is settled), KeyAbsent; the code of the first
    /// fault of what was typed, with its mend; StoreConflict (somebody has that number).
    Result<std::string> add(const Scope& scope, const std::string& batch, const TypedFields& fields);
    /// Changes the fields that are given; an empty one takes away what was there.
    /// Needs: the version that was read. Fails: also VersionStale.
    Result<> edit(const Scope& scope, const std::string& id, std::int64_t version, const TypedFields& fields);

    /// Ends or rests a student's part in the batch, or takes that back: MarkDoneBefore, Withdraw, Defer or
    /// Relist. Fails: Denied, NotFound, StateNotAllowed; TextInvalid (a mark needs a reason).
    Result<StudentStanding> mark(const Scope& scope, const std::string& id, StudentEvent event,
                                 const std::string& reason);

    /// Whether the student habitually wears glasses: the student's own word, or the office's.
    /// Fails: Denied, NotFound.
    Result<> declare_glasses(const Scope& scope, const std::string& id, Glasses glasses);

private:
    Result<StudentRow> row_of(const Scope& scope, const std::optional<IdentityKey>& key,
                              const store::Row& row) const;

    const Means& means_;
};

} // namespace tucai::collect
