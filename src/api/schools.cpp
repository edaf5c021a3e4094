#include "api/fields.h"
#include "api/json.h"
#include "api/resources.h"
#include "collect/tenants/tenants.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

using access::Role;

nlohmann::json tenant_json(const collect::Tenant& tenant)
{
    return {{"id", tenant.id},
            {"kind", tenant.kind},
            {"centre", or_null(tenant.parent)},
            {"code", or_null(tenant.code)},
            {"name", words_json(tenant.name)},
            {"is_closed", tenant.is_closed}};
}

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto tenants, collect::Tenants(house.means).list(call.scope));
    auto items = nlohmann::json::array();
    for (const auto& tenant : tenants)
        items.push_back(tenant_json(tenant));
    return whole_list(items);
}

Outcome<http::Response> make(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto kind = fields.text("kind", 16);
    const collect::NewTenant tenant{fields.maybe_text("code", 20).value_or(""), fields.words("name", 400)};
    const auto centre = fields.maybe_text("centre", 64).value_or("");
    TUCAI_CHECK(fields.check());
    if (kind != "school" && kind != "centre")
        return field_problem(ErrorCode::InvalidInput, "kind");
    collect::Tenants tenants(house.means);
    TUCAI_TRY(const auto id, kind == "school" ? tenants.make_school(call.scope, tenant, centre)
                                              : tenants.make_centre(call.scope, tenant));
    return http::created_response(std::string(api_root) + "/schools/" + id, {{"id", id}});
}

} // namespace

Endpoints school_endpoints(House& house)
{
    const auto with = works_of(house);
    return {
        {"GET",
         "/schools",
         Door::Staff,
         {Role::School, Role::College, Role::Centre, Role::Admin},
         Makes::Nothing,
         0,
         with(list)},
        {"POST", "/schools", Door::Staff, {Role::Centre, Role::Admin}, Makes::SomethingNew, 8192, with(make)},
    };
}

} // namespace tucai::api
