#include "api/fields.h"
#include "api/json.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "collect/tenants/tenants.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

using access::Role;

Outcome<http::Response> colleges(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto list, collect::Tenants(house.means).colleges(scope));
    auto items = nlohmann::json::array();
    for (const auto& college : list)
        items.push_back({{"id", college.id}, {"name", college.name}, {"code", or_null(college.code)}});
    return whole_list(items);
}

Outcome<http::Response> add_college(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto name = fields.text("name", 400);
    const auto code = fields.maybe_text("code", 40).value_or("");
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto id, collect::Tenants(house.means).add_college(call.scope, name, code));
    return http::created_response(std::string(api_root) + "/colleges/" + id, {{"id", id}});
}

Outcome<http::Response> rename_college(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto name = fields.text("name", 400);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(
        collect::Tenants(house.means).rename_college(call.scope, call.request.path_value("id"), name));
    return http::empty_response();
}

Outcome<http::Response> classes(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto list, collect::Tenants(house.means).classes(scope));
    auto items = nlohmann::json::array();
    for (const auto& one : list)
        items.push_back({{"id", one.id}, {"name", one.name}, {"college", or_null(one.college)}});
    return whole_list(items);
}

Outcome<http::Response> add_class(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto name = fields.text("name", 400);
    const auto college = fields.maybe_text("college", 64).value_or("");
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto id, collect::Tenants(house.means).add_class(call.scope, name, college));
    return http::created_response(std::string(api_root) + "/classes/" + id, {{"id", id}});
}

Outcome<http::Response> rename_class(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto name = fields.text("name", 400);
    TUCAI_CHECK(fields.check());
    TUCAI_CHECK(collect::Tenants(house.means).rename_class(call.scope, call.request.path_value("id"), name));
    return http::empty_response();
}

} // namespace

Endpoints place_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> readers = {Role::College, Role::School, Role::Centre};
    return {
        {"GET", "/colleges", Door::Staff, readers, Makes::Nothing, 0, with(colleges)},
        {"POST", "/colleges", Door::Staff, {Role::School}, Makes::SomethingNew, 4096, with(add_college)},
        {"PATCH", "/colleges/{id}", Door::Staff, {Role::School}, Makes::Nothing, 4096, with(rename_college)},
        {"GET", "/classes", Door::Staff, readers, Makes::Nothing, 0, with(classes)},
        {"POST", "/classes", Door::Staff, {Role::School}, Makes::SomethingNew, 4096, with(add_class)},
        {"PATCH", "/classes/{id}", Door::Staff, {Role::School}, Makes::Nothing, 4096, with(rename_class)},
    };
}

} // namespace tucai::api
