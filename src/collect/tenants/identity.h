#pragma once

#include "base/secret.h"
#include "collect/documents.h"
#include "collect/scopes.h"
#include "collect/words.h"
#include "store/database.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tucai::collect {

/// What tells who a student is. Each is kept sealed, in the column `WORD_sealed` of the table `students`.
enum class IdentityField {
    Name,
    LatinName,
    Document,
    StudentNumber,
    ExamineeNumber,
    BirthDate,
    Sex,
    Nationality,
    Phone,
    Email,
    Studies, ///< major, level, dates and the like, as JSON by the roster's field words
};

template <> struct Words<IdentityField> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"name", "latin_name", "document", "student_number", "examinee_number", "birth_date", "sex",
         "nationality", "phone", "email", "studies"});
};

/// Who somebody is, by field; empty where it is not known.
class Identity {
public:
    std::string& operator[](IdentityField field) { return texts_[static_cast<std::size_t>(field)]; }
    const std::string& operator[](IdentityField field) const
    {
        return texts_[static_cast<std::size_t>(field)];
    }
    bool operator==(const Identity&) const = default;

private:
    std::array<std::string, count_of<IdentityField>> texts_;
};

/// A school's key over who its students are.
///
/// What it seals needs the student's own key too: without the school's nobody reads it, and after the
/// student's was destroyed the school does not either.
class IdentityKey {
public:
    /// Needs: the school's id and its key.
    IdentityKey(std::string tenant, base::SecretKey key) : tenant_(std::move(tenant)), key_(std::move(key)) {}

    /// Every field of one student as its sealed column; nothing where the field is empty.
    std::array<store::Value, count_of<IdentityField>> seal(const Identity& identity,
                                                           const std::string& student,
                                                           const base::SecretKey& student_key,
                                                           const base::Randomness& randomness) const;

    /// The fields of a row that has the sealed columns. Fails: SecretWrong (another key, another row).
    Result<Identity> open(const store::Row& row, const std::string& student,
                          const base::SecretKey& student_key) const;

    /// A digest by which equals are found, such as of a document's number. `what` keeps the digests of
    /// different things apart.
    std::string digest(std::string_view what, std::string_view text) const;

    /// A key for other things that only the school's side may read, such as a roster's file.
    base::SecretKey key_for(std::string_view purpose) const
    {
        return key_.derived("purpose: " + std::string(purpose));
    }

private:
    std::string tenant_;
    base::SecretKey key_;
};

/// The key of a scope's school.
///
/// Gives: none where it is held elsewhere, where there is none yet, and for a role that may not see who
/// students are. Fails: SecretWrong where the key at hand is not the one that the school's rows were sealed
/// with; as SchoolKeys::find.
Result<std::optional<IdentityKey>> find_identity_key(store::Transaction& sql, const Means& means,
                                                     const Scope& scope);

/// The same where it is needed. Fails: also KeyAbsent; Denied for such a role.
Result<IdentityKey> require_identity_key(store::Transaction& sql, const Means& means, const Scope& scope);

/// Makes a school's key at its side, once, and remembers its check in the tenant's row; the key that is there
/// is given again. Fails: KeyAbsent where the school's rows know a key and this process does not hold it;
/// SecretWrong; Denied; NotFound.
Result<IdentityKey> make_identity_key(store::Entry& entry, const Means& means, const Scope& scope);

/// The same in transactions of its own: found, or made where there is none yet.
Result<IdentityKey> ensure_identity_key(const Means& means, const Scope& scope);

} // namespace tucai::collect
