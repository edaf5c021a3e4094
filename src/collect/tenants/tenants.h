#pragma once

#include "base/language.h"
#include "collect/scopes.h"

#include <optional>
#include <string>
#include <vector>

namespace tucai::collect {

/// A collection centre or a school.
struct Tenant {
    std::string id;
    std::string kind;   ///< "centre" or "school"
    std::string parent; ///< the centre that a school works for; empty for none
    std::string code;   ///< the state's number of the school; empty where there is none
    base::Text name;
    bool is_closed = false;
};

struct NewTenant {
    std::string code; ///< digits, or empty
    base::Text name;
};

struct College {
    std::string id;
    std::string name;
    std::string code;
};

struct Class {
    std::string id;
    std::string college; ///< id; empty where the class belongs to none
    std::string name;
};

/// Centres, schools, their colleges and classes. Threads may share it.
class Tenants {
public:
    explicit Tenants(const Means& means) : means_(means) {}

    /// Gives the new id. Admins only. Fails: Denied, TextInvalid, StoreConflict (the code is taken).
    Result<std::string> make_centre(const Scope& scope, const NewTenant& centre);
    /// Under a centre: by an admin, who names it or none, or by the centre itself. Fails: also NotFound (no
    /// such centre).
    Result<std::string> make_school(const Scope& scope, const NewTenant& school, const std::string& centre);

    /// The scope in which somebody acts within a school: the school's own people as they are, a centre's
    /// within a school that works for it, still as the centre. Fails: NotFound for any other school, whether
    /// it is there or not.
    Result<Scope> within(const Scope& scope, const std::string& school) const;

    /// The tenant of a scope. Fails: NotFound.
    Result<Tenant> tenant(const Scope& scope) const;
    /// For an admin every tenant; for a centre the schools that work for it; for others their own.
    Result<std::vector<Tenant>> list(const Scope& scope) const;

    /// The school's office only. Gives the id. Fails: Denied, TextInvalid, StoreConflict (the name is taken).
    Result<std::string> add_college(const Scope& scope, const std::string& name, const std::string& code);
    /// Fails: also NotFound (no such college).
    Result<std::string> add_class(const Scope& scope, const std::string& name, const std::string& college);
    Result<> rename_college(const Scope& scope, const std::string& id, const std::string& name);
    Result<> rename_class(const Scope& scope, const std::string& id, const std::string& name);

    /// By name; a college's assistant sees the own one. Fails: Denied.
    Result<std::vector<College>> colleges(const Scope& scope) const;
    Result<std::vector<Class>> classes(const Scope& scope) const;

private:
    Result<std::string> make(const Scope& scope, const NewTenant& tenant, const std::string& kind,
                             const std::optional<std::string>& parent);

    const Means& means_;
};

} // namespace tucai::collect
