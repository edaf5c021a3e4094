#include "collect/locks/violations.h"

#include "api/fields.h"
#include "api/photo_json.h"
#include "api/query.h"
#include "api/resources.h"
#include "api/school_scope.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::Violations;
using collect::ViolationState;

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto state, query_word(call.request, "state", collect::from_word<ViolationState>));
    const auto wanted = state.value_or(ViolationState::Raised);
    const auto name = "violations/" + scope.tenant + "/" + scope.college + "/" + std::string(word(wanted));
    TUCAI_TRY(const auto page, house.cursors.page_of(call.request, name));
    TUCAI_TRY(const auto found, Violations(house.means, house.teller)
                                    .list(scope, wanted, page.after, static_cast<std::size_t>(page.limit)));
    auto items = nlohmann::json::array();
    for (const auto& violation : found.rows)
        items.push_back(violation_json(violation));
    return http::json_response(200, house.cursors.page(name, std::move(items), found.next));
}

Outcome<http::Response> raise(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto kind = fields.word("kind", collect::from_word<collect::ViolationKind>);
    const auto photo = fields.text("photo", 64);
    const auto seen = fields.text("seen", 4000);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto id, Violations(house.means, house.teller).raise(scope, kind, photo, seen));
    return http::created_response(std::string(api_root) + "/violations/" + id, {{"id", id}});
}

Outcome<http::Response> details(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto found,
              Violations(house.means, house.teller).details(scope, call.request.path_value("id")));
    auto json = violation_json(found.row);
    json["evidence"] = stored_json(found.evidence);
    json["reason"] = or_null(found.reason);
    return http::json_response(200, json);
}

Outcome<std::string> reason_of(const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    auto reason = fields.text("reason", 4000);
    TUCAI_CHECK(fields.check());
    return reason;
}

Outcome<http::Response> confirm(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto reason, reason_of(call));
    TUCAI_TRY(const auto confirmed,
              Violations(house.means, house.teller).confirm(scope, call.request.path_value("id"), reason));
    return http::json_response(200,
                               {{"lock", or_null(confirmed.lock)}, {"locked_now", confirmed.locked_now}});
}

Outcome<http::Response> dismiss(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto reason, reason_of(call));
    TUCAI_CHECK(Violations(house.means, house.teller).dismiss(scope, call.request.path_value("id"), reason));
    return http::empty_response();
}

} // namespace

Endpoints violation_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> deciders = {Role::School, Role::Centre};
    const std::vector<Role> readers = {Role::College, Role::School, Role::Centre};
    return {
        {"GET", "/violations", Door::Staff, readers, Makes::Nothing, 0, with(list)},
        {"POST", "/violations", Door::Staff, deciders, Makes::SomethingNew, 16'384, with(raise)},
        {"GET", "/violations/{id}", Door::Staff, deciders, Makes::Nothing, 0, with(details)},
        {"POST", "/violations/{id}/confirm", Door::Staff, deciders, Makes::Nothing, 16'384, with(confirm)},
        {"POST", "/violations/{id}/dismiss", Door::Staff, deciders, Makes::Nothing, 16'384, with(dismiss)},
    };
}

} // namespace tucai::api
