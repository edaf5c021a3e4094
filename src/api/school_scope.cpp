#include "api/school_scope.h"

#include "api/fields.h"
#include "collect/tenants/tenants.h"

namespace tucai::api {

Outcome<access::Scope> school_scope(House& house, const Call& call)
{
    if (call.scope.role != access::Role::Centre)
        return call.scope;
    const auto school = query_text(call.request, "school");
    if (school.empty())
        return field_problem(ErrorCode::InvalidInput, "school");
    TUCAI_TRY(auto scope, collect::Tenants(house.means).within(call.scope, school));
    return scope;
}

} // namespace tucai::api
