#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tucai::access {

/// What a person or a program may be (design, "Tenancy").
enum class Role {
    Student,  ///< by a collection code, never by a password
    College,  ///< reads and chases one college of a school
    School,   ///< a school's office
    Centre,   ///< a collection centre: codes and masked names only
    Registry, ///< the registry's side of the exchange
    Receiver, ///< a certificate printer or a job site, by key
    Auditor,  ///< reads the audit, and nothing else
    Admin,    ///< keeps the instance: people, keys, backups; sees no student
};

/// The stable word, such as "school".
std::string_view role_word(Role role);
/// Absent where the word is none.
std::optional<Role> role_of(std::string_view word);

/// Who acts, and within what: every query of the service goes through one. There is no way to ask for rows
/// without naming the tenant that they must belong to.
struct Scope {
    std::string person; ///< id of the person or the key
    Role role = Role::Student;
    std::string tenant;  ///< the school or the centre
    std::string college; ///< of a College role; empty for the others
    bool operator==(const Scope&) const = default;
};

} // namespace tucai::access
