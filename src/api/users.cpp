#include "api/fields.h"
#include "api/json.h"
#include "api/query.h"
#include "api/resources.h"
#include "collect/tenants/tenants.h"
#include "http/problem.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tucai::api {
namespace {

using access::Role;
using access::Scope;

const std::vector<Role> keepers = {Role::School, Role::Centre, Role::Admin};

/// A school's office lets its own people in, a centre its own; the instance's admins anybody.
bool may_let_in(const Scope& scope, Role role, const std::string& tenant)
{
    if (scope.role == Role::Admin)
        return role != Role::Student;
    if (scope.tenant != tenant)
        return false;
    if (scope.role == Role::School)
        return role == Role::School || role == Role::College || role == Role::Auditor;
    return role == Role::Centre || role == Role::Auditor;
}

/// Whether a role is one of a tenant's kind: a school's people are a school's. An admin names tenants freely,
/// and a misspelt one would let somebody into nowhere.
/// Problems: InvalidInput with `field` (no such tenant or college, a role of another kind of tenant).
Outcome<void> check_place(House& house, const Call& call, const access::NewPerson& person)
{
    if (person.role == Role::Admin)
        return person.tenant == call.scope.tenant ? Outcome<void>()
                                                  : field_problem(ErrorCode::InvalidInput, "tenant");
    const collect::Tenants tenants(house.means);
    TUCAI_TRY(const auto all, tenants.list(call.scope));
    const auto tenant =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == person.tenant; });
    if (tenant == all.end())
        return field_problem(ErrorCode::InvalidInput, "tenant");
    const bool is_schools = person.role == Role::School || person.role == Role::College;
    if ((is_schools && tenant->kind != "school") || (person.role == Role::Centre && tenant->kind != "centre"))
        return field_problem(ErrorCode::InvalidInput, "role");
    if (person.role != Role::College)
        return {};
    const access::Scope inside{call.scope.person, Role::School, person.tenant, ""};
    TUCAI_TRY(const auto colleges, tenants.colleges(inside));
    const bool is_there = std::any_of(colleges.begin(), colleges.end(),
                                      [&](const auto& one) { return one.id == person.college; });
    return is_there ? Outcome<void>() : field_problem(ErrorCode::InvalidInput, "college");
}

/// The link in a fragment: browsers keep that to themselves, so no log and no proxy sees it.
nlohmann::json link_json(const House& house, const access::Link& link)
{
    return {{"person", link.person}, {"link", house.public_address + "/welcome#" + link.token}};
}

nlohmann::json user_json(const access::PersonRow& person)
{
    return {{"id", person.id},
            {"role", access::role_word(person.role)},
            {"college", or_null(person.college)},
            {"email", person.email},
            {"display_name", person.display_name},
            {"is_disabled", person.is_disabled},
            {"has_accepted", person.has_accepted},
            {"created_at", time_text(person.created_ms)}};
}

/// The tenant whose people are meant: an admin names any, the others have their own.
std::string tenant_of(const Call& call)
{
    const auto named = query_text(call.request, "tenant");
    return call.scope.role == Role::Admin && !named.empty() ? named : call.scope.tenant;
}

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto people, house.people.list(tenant_of(call)));
    auto items = nlohmann::json::array();
    for (const auto& person : people)
        items.push_back(user_json(person));
    return whole_list(items);
}

Outcome<http::Response> invite(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    access::NewPerson person;
    person.email = fields.text("email", 254);
    person.display_name = fields.text("display_name", 200);
    person.role = fields.word("role", access::role_of);
    person.college = fields.maybe_text("college", 64).value_or("");
    person.tenant = fields.maybe_text("tenant", 64).value_or(call.scope.tenant);
    TUCAI_CHECK(fields.check());
    if (!may_let_in(call.scope, person.role, person.tenant))
        return tl::unexpected(Problem(ErrorCode::Denied, nlohmann::json::object()));
    TUCAI_CHECK(check_place(house, call, person));
    TUCAI_TRY(const auto link, house.people.invite(person, call.scope.person));
    auto response =
        http::created_response(std::string(api_root) + "/users/" + link.person, link_json(house, link));
    response.compress = http::Compress::Never;
    return response;
}

/// Somebody of a tenant that the caller keeps; another one is as if there were nobody.
Outcome<access::PersonRow> kept_person(House& house, const Call& call)
{
    TUCAI_TRY(auto person, house.people.find(call.request.path_value("id")));
    if (!person || !may_let_in(call.scope, person->role, person->tenant))
        return tl::unexpected(Problem(ErrorCode::NotFound, nlohmann::json::object()));
    return std::move(*person);
}

Outcome<http::Response> renew_link(House& house, const Call& call)
{
    TUCAI_TRY(const auto person, kept_person(house, call));
    TUCAI_TRY(const auto link, house.people.renew(person.email, call.scope.person));
    auto response = http::json_response(201, link_json(house, link));
    response.compress = http::Compress::Never;
    return response;
}

Outcome<http::Response> change(House& house, const Call& call)
{
    TUCAI_TRY(const auto person, kept_person(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const bool is_disabled = fields.yes_or_no("is_disabled", person.is_disabled);
    TUCAI_CHECK(fields.check());
    if (person.id == call.scope.person && is_disabled)
        return tl::unexpected(Problem(ErrorCode::StateNotAllowed, {{"field", "is_disabled"}}));
    TUCAI_CHECK(house.people.set_disabled(person.id, is_disabled, call.scope.person));
    return http::empty_response();
}

} // namespace

Endpoints user_endpoints(House& house)
{
    const auto with = works_of(house);
    return {
        {"GET", "/users", Door::Staff, keepers, Makes::Nothing, 0, with(list)},
        {"POST", "/users", Door::Staff, keepers, Makes::SomethingNew, 8192, with(invite)},
        {"PATCH", "/users/{id}", Door::Staff, keepers, Makes::Nothing, 4096, with(change)},
        {"POST", "/users/{id}/links", Door::Staff, keepers, Makes::SomethingNew, 4096, with(renew_link)},
    };
}

} // namespace tucai::api
