#include "collect/review/exemptions.h"

#include "api/fields.h"
#include "api/json.h"
#include "api/photo_json.h"
#include "api/picture_response.h"
#include "api/query.h"
#include "api/resources.h"
#include "api/school_scope.h"
#include "api/times.h"

namespace tucai::api {
namespace {

using access::Role;
using collect::ExemptionClass;
using collect::Exemptions;

Outcome<http::Response> list(House& house, const Call& call)
{
    TUCAI_TRY(const auto scope, school_scope(house, call));
    TUCAI_TRY(const auto student, query_id(call.request, "student"));
    TUCAI_TRY(const auto found, Exemptions(house.means).list(scope, student));
    auto items = nlohmann::json::array();
    for (const auto& exemption : found)
        items.push_back(exemption_json(exemption));
    return whole_list(items);
}

Outcome<http::Response> approve(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    collect::NewExemption exemption;
    exemption.student = fields.text("student", 64);
    exemption.reason_class = fields.word("class", collect::from_word<ExemptionClass>);
    exemption.rules = fields.texts("rules", 60, 64);
    exemption.reason = fields.text("reason", 4000);
    exemption.ends_ms = fields.word("ends_at", read_time);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto id, Exemptions(house.means).approve(call.scope, exemption));
    return http::created_response(std::string(api_root) + "/exemptions/" + id, {{"id", id}});
}

Outcome<http::Response> add_proof(House& house, const Call& call)
{
    TUCAI_TRY(const auto bytes, call.request.body.read(Exemptions::most_proof_bytes));
    TUCAI_CHECK(
        Exemptions(house.means).add_proof(call.scope, call.request.path_value("id"), base::as_bytes(bytes)));
    return http::empty_response();
}

Outcome<http::Response> proof(House& house, const Call& call)
{
    TUCAI_TRY(const auto bytes, Exemptions(house.means).proof(call.scope, call.request.path_value("id")));
    return picture_response(bytes);
}

Outcome<http::Response> reason(House& house, const Call& call)
{
    TUCAI_TRY(const auto words, Exemptions(house.means).reason(call.scope, call.request.path_value("id")));
    return http::json_response(200, {{"reason", words}});
}

Outcome<http::Response> end(House& house, const Call& call)
{
    TUCAI_CHECK(Exemptions(house.means).end(call.scope, call.request.path_value("id")));
    return http::empty_response();
}

Outcome<http::Response> classes(House&, const Call&)
{
    auto items = nlohmann::json::array();
    for (const auto of : {ExemptionClass::Religious, ExemptionClass::Medical, ExemptionClass::Cultural}) {
        const auto rules = collect::waivable_rules(of);
        items.push_back({{"class", word(of)}, {"rules", std::vector(rules.begin(), rules.end())}});
    }
    return whole_list(items);
}

} // namespace

Endpoints exemption_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> office = {Role::School};
    const std::vector<Role> readers = {Role::School, Role::Centre};
    return {
        {"GET", "/exemption-classes", Door::Staff, readers, Makes::Nothing, 0, with(classes)},
        {"GET", "/exemptions", Door::Staff, readers, Makes::Nothing, 0, with(list)},
        {"POST", "/exemptions", Door::Staff, office, Makes::SomethingNew, 16'384, with(approve)},
        {"PUT", "/exemptions/{id}/proof", Door::Staff, office, Makes::Nothing, Exemptions::most_proof_bytes,
         with(add_proof)},
        {"GET", "/exemptions/{id}/proof", Door::Staff, office, Makes::Nothing, 0, with(proof)},
        {"GET", "/exemptions/{id}/reason", Door::Staff, office, Makes::Nothing, 0, with(reason)},
        {"POST", "/exemptions/{id}/end", Door::Staff, office, Makes::Nothing, 4096, with(end)},
    };
}

} // namespace tucai::api
