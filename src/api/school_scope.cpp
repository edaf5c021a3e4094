#include "api/school_scope.h"

#include "api/fields.h"
#include "api/query.h"
#include "collect/batches/batches.h"
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

Outcome<std::string> named_batch(House& house, const Call& call, const access::Scope& scope)
{
    TUCAI_TRY(auto id, query_needed(call.request, "batch"));
    TUCAI_CHECK(collect::Batches(house.means).batch(scope, id));
    return id;
}

} // namespace tucai::api
