#pragma once

#include "collect/students/roster_row.h"
#include "collect/tenants/identity.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace tucai::collect {

/// The colleges and classes of a school by name, as rosters name them. Those that are not there are made when
/// a student is put into them.
class Places {
public:
    static Result<Places> load(store::Transaction& sql, const std::string& tenant);

    /// Whether a roster's names lead somewhere already; empty names always do.
    bool knows(const std::string& college, const std::string& class_name) const;

    struct Ids {
        store::Value college; ///< NULL for none
        store::Value class_id;
    };
    /// Fails: as Transaction::run.
    Result<Ids> find_or_add(store::Entry& entry, const Means& means, const Scope& scope,
                            const std::string& college, const std::string& class_name);

private:
    std::map<std::string, std::string> colleges_;                        ///< id by name
    std::map<std::pair<std::string, std::string>, std::string> classes_; ///< id by college's name and own
};

/// A student as a row of `students`.
struct StudentRecord {
    std::string id;
    std::string batch;
    RosterRow row;      ///< the whole identity, not only what one roster tells
    std::string digest; ///< of the roster's row; empty where it was not a roster that told it
    Places::Ids places;
    store::Value roster_import; ///< NULL: by hand
    std::int64_t roster_place = 0;
};

/// A digest of one field, for finding who has it.
std::string identity_digest_of(const IdentityKey& key, IdentityField field, const std::string& text);

/// Adds a student, listed. Gives the new code number. Fails: StoreConflict (somebody in the batch has that
/// document or student number).
Result<std::string> insert_student(store::Entry& entry, const Means& means, const IdentityKey& key,
                                   const base::SecretKey& student_key, const std::string& tenant,
                                   const StudentRecord& record);

/// Stores who somebody is anew. Fails: StoreConflict, NotFound.
Result<> update_student(store::Entry& entry, const Means& means, const IdentityKey& key,
                        const base::SecretKey& student_key, const std::string& tenant,
                        const StudentRecord& record);

/// The columns that IdentityKey::open reads, for a select.
inline constexpr std::string_view sealed_columns =
    "name_sealed, latin_name_sealed, document_sealed, student_number_sealed, examinee_number_sealed, "
    "birth_date_sealed, sex_sealed, nationality_sealed, phone_sealed, email_sealed, studies_sealed";

/// Takes over what a roster's row, or somebody's typing, tells of the fields that were given. Pure.
/// Fails: Internal (what is stored is no JSON where it should be).
Result<Identity> merged(const Identity& stored, const RosterRow& row, const FieldSet& fields);

/// The fields in which two identities differ, by their words. Pure.
std::vector<std::string> differences(const Identity& before, const Identity& after);

} // namespace tucai::collect
