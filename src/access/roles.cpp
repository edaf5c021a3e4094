#include "access/roles.h"

#include <utility>

namespace tucai::access {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 8> words = {{{Role::Student, "student"},
                                                                     {Role::College, "college"},
                                                                     {Role::School, "school"},
                                                                     {Role::Centre, "centre"},
                                                                     {Role::Registry, "registry"},
                                                                     {Role::Receiver, "receiver"},
                                                                     {Role::Auditor, "auditor"},
                                                                     {Role::Admin, "admin"}}};

} // namespace

std::string_view role_word(Role role)
{
    for (const auto& [known, word] : words)
        if (known == role)
            return word;
    return "student";
}

std::optional<Role> role_of(std::string_view word)
{
    for (const auto& [role, known] : words)
        if (known == word)
            return role;
    return std::nullopt;
}

} // namespace tucai::access
