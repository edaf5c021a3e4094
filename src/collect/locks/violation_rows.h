#pragma once

#include "base/language.h"
#include "collect/scopes.h"
#include "collect/states/violation.h"

#include <array>
#include <optional>
#include <string>

namespace tucai::collect {

/// What a photo is suspected of.
enum class ViolationKind {
    Recapture,   ///< a picture of a picture (翻拍)
    Edited,      ///< retouched or put together (PS)
    OtherPerson, ///< shows somebody else
    Duplicate,   ///< another student's picture
    Nonce,       ///< it did not come by the way that the server had opened for it
};

template <> struct Words<ViolationKind> {
    static constexpr auto list =
        std::to_array<std::string_view>({"recapture", "edited", "other_person", "duplicate", "nonce"});
};

/// What the student is told of a kind, in both languages: what was seen, and no more. Pure.
base::Text violation_words(ViolationKind kind);

struct NewViolation {
    ViolationKind kind = ViolationKind::Recapture;
    std::string student;
    std::string shot;        ///< empty: none in particular
    std::string photo;       ///< likewise
    std::string other_photo; ///< the one that it resembles, or empty
    std::string evidence;    ///< JSON; kept sealed
};

/// A row of `violations`, without what is sealed.
struct ViolationRow {
    std::string tenant;
    std::string id;
    std::string student;
    std::optional<std::string> shot;
    std::optional<std::string> photo;
    std::optional<std::string> other_photo;
    ViolationKind kind = ViolationKind::Recapture;
    ViolationState state = ViolationState::Raised;
    std::string raised_by; ///< "machine", or a person's id
    std::int64_t raised_ms = 0;
    std::optional<std::int64_t> decided_ms;
    std::optional<std::string> decided_by;
};

/// Raises a suspicion for a person to look at, within the transaction that found it; nothing follows from it
/// by itself. The same of the same shot is raised once: gives the id of the one that is there; a machine does
/// not raise again what a person has decided. Fails: as KeyRing::person_key, Transaction::run.
Result<std::string> raise_violation(store::Entry& entry, const Means& means, const Scope& actor,
                                    const NewViolation& violation);

/// Fails: NotFound.
Result<ViolationRow> load_violation(store::Transaction& sql, const std::string& tenant,
                                    const std::string& id);

/// Reads a row that has all columns of `violations` but the sealed ones. Fails: Internal.
Result<ViolationRow> violation_of(const store::Row& row);

} // namespace tucai::collect
