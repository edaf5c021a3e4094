#pragma once

#include "collect/roster/mapping.h"
#include "collect/tenants/identity.h"

#include <array>
#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::collect {

/// Fields of a roster that are given, by their place in the enumeration.
using FieldSet = std::bitset<roster::field_count>;

inline bool has(const FieldSet& fields, roster::Field field)
{
    return fields.test(static_cast<std::size_t>(field));
}

/// What is given for one student, by field: a row's cells, or what somebody typed.
struct GivenCell {
    std::string_view text;
    bool might_have_lost_digits = false;
};
class GivenCells {
public:
    GivenCell& operator[](roster::Field field) { return cells_[static_cast<std::size_t>(field)]; }
    const GivenCell& operator[](roster::Field field) const { return cells_[static_cast<std::size_t>(field)]; }

private:
    std::array<GivenCell, roster::field_count> cells_;
};

/// A student as a roster tells it, every part read and made plain.
struct RosterRow {
    std::size_t number = 0; ///< of the row, as the file counts; 0: typed by hand
    Identity identity;
    DocumentKind document_kind = DocumentKind::ResidentId;
    bool name_is_resolved = true;
    std::string college;    ///< name; empty where none is given
    std::string class_name; ///< the same
    std::string language = "zh";
    bool operator==(const RosterRow&) const = default;
};

/// Why a row is not taken: where, what stands there, and what to do.
struct RowFault {
    std::size_t row = 0; ///< as the file counts
    std::optional<roster::Field> field;
    std::size_t column = 0; ///< from 1; 0: no column
    std::string value;      ///< as the file has it, at most 100 characters; for the school's own people
    ErrorCode code = ErrorCode::Internal;
    base::Text mend;
    bool operator==(const RowFault& other) const
    {
        return row == other.row && field == other.field && column == other.column && value == other.value &&
               code == other.code;
    }
};

/// What is taken, but worth a look.
enum class RowNote {
    NameUnresolved,   ///< "??" stands for a character: the true name is to be found first
    NameChanged,      ///< look-alikes of the middle dot, blanks or old code points were mended
    DigitsMayBeLost,  ///< the number ends as those do that a spreadsheet has cut
    SexDiffers,       ///< from what the document's number says
    BirthDateDiffers, ///< the same
    PhoneLeftOut,     ///< it is no telephone number
    EmailLeftOut,     ///< it is no address
};

template <> struct Words<RowNote> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"name_unresolved", "name_changed", "digits_may_be_lost", "sex_differs", "birth_date_differs",
         "phone_left_out", "email_left_out"});
};

struct NotedRow {
    std::size_t row = 0;
    RowNote note = RowNote::NameUnresolved;
    bool operator==(const NotedRow&) const = default;
};

/// What a table tells: good rows, and those that are not taken with their reasons. A row has all its faults,
/// not only the first.
struct RosterRows {
    FieldSet fields; ///< those that a column means
    std::vector<RosterRow> rows;
    std::vector<RowFault> faults;
    std::vector<NotedRow> notes;
};

/// A number of the school's or of the admission as rosters write it: letters, digits and what stands between
/// them, at most 40; empty where "0", "-" or the like stands for none. Absent for other signs. Pure.
std::optional<std::string> read_roster_number(std::string_view text);

/// Reads one student. Gives nothing where a fault was added. Pure.
///
/// Asks for a name and for a document's number, with which the identity is confirmed. Political status,
/// ethnicity, the school's own name and remarks are not kept: nothing here needs them.
std::optional<RosterRow> read_roster_row(const GivenCells& cells, std::size_t number,
                                         std::vector<RowFault>& faults, std::vector<NotedRow>& notes);

/// Reads every row of a table; of two rows that are the same student the later is a fault. Pure.
/// Fails: RosterFieldMissing where no column means the name or the document's number.
Result<RosterRows> read_roster_rows(const roster::Table& table, const roster::Mapping& mapping);

/// What to do about a fault, in both languages. Pure.
base::Text mend_of(ErrorCode code, std::optional<roster::Field> field);

} // namespace tucai::collect
