#include "api/fields.h"
#include "api/json.h"
#include "api/limited.h"
#include "api/resources.h"
#include "collect/codes/code_office.h"
#include "http/cookies.h"
#include "http/problem.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

using access::Role;

constexpr std::chrono::seconds device_lifetime{30 * 24 * 3600};
// A school's students may all come by one address.
constexpr http::Rate read_rate{.per_second = 1, .burst = 60};
constexpr http::Rate confirm_rate{.per_second = 5, .burst = 100};
/// A picture of 12 megapixels without a code takes 1.5 s of a core (image/qr_read), and anybody may send one.
constexpr int readings_at_once = 2;
constexpr std::size_t largest_picture_bytes = 20U << 20U;

nlohmann::json standing_json(const collect::CodeStanding& standing)
{
    const char* opens = standing.opens == collect::CodeOpens::Shooting ? "shooting"
                        : standing.opens == collect::CodeOpens::Status ? "status"
                                                                       : "identity";
    return {{"state", collect::word(standing.state)}, {"opens", opens}, {"tries_left", standing.tries_left}};
}

Outcome<http::Response> issue(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto batch = fields.text("batch", 64);
    const auto students = fields.texts("students", collect::CodeOffice::most_at_once, 64);
    TUCAI_CHECK(fields.check());
    collect::CodeOffice office(house.means, house.registry);
    TUCAI_TRY(const auto codes, office.issue(call.scope, batch, students));
    auto issued = nlohmann::json::array();
    for (const auto& code : codes.issued)
        issued.push_back({{"student", code.student}, {"code_number", code.code_number}, {"id", code.code}});
    auto left_out = nlohmann::json::array();
    for (const auto& student : codes.left_out)
        left_out.push_back({{"student", student.student}, {"why", error_word(student.why)}});
    return http::json_response(201, {{"issued", issued}, {"left_out", left_out}, {"left", codes.left}});
}

/// The code as its student shows it: for the office to hand out, where the registry's own page does not.
Outcome<http::Response> show(House& house, const Call& call)
{
    const auto& id = call.request.path_value("id");
    TUCAI_TRY(const auto text, house.registry.text_of(call.scope.tenant, id));
    TUCAI_TRY(const auto svg, house.code_svg(text));
    auto response = http::json_response(200, {{"id", id}, {"text", text}, {"svg", svg}});
    response.compress = http::Compress::Never;
    return response;
}

Outcome<http::Response> revoke(House& house, const Call& call)
{
    const auto& id = call.request.path_value("id");
    TUCAI_TRY(const auto state, house.means.ledger.write([&](store::Entry& entry) {
        return house.desk.apply(entry, call.scope.tenant, id, collect::CodeEvent::Revoke, "office",
                                call.scope.person);
    }));
    return http::json_response(200, {{"state", collect::word(state)}});
}

/// The office has looked at who it is: the five tries begin anew.
Outcome<http::Response> forgive(House& house, const Call& call)
{
    TUCAI_CHECK(house.desk.forgive(call.scope.tenant, call.request.path_value("id"), call.scope.person));
    return http::empty_response();
}

/// Reads an uploaded picture of a code; nothing of it is kept.
Outcome<http::Response> read(House& house, const Call& call)
{
    TUCAI_TRY(const auto bytes, call.request.body.read(largest_picture_bytes));
    TUCAI_TRY(const auto code,
              collect::read_code_picture(house.code_pictures, house.code_readers, base::as_bytes(bytes)));
    return http::json_response(200, {{"text", code.text}, {"issuer", code.issuer}});
}

/// The code's problem, with the tries that are left where an answer was wrong.
Outcome<http::Response> refused(House& house, const std::string& code, const Error& error)
{
    Problem problem(error);
    if (error.code == ErrorCode::IdentityWrong) {
        if (const auto standing = house.desk.find(code))
            problem.members["tries_left"] = standing->tries_left;
    }
    return tl::unexpected(std::move(problem));
}

Outcome<http::Response> confirm(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto code = fields.text("code", 1024);
    const auto last_six = fields.text("last_six", 64);
    TUCAI_CHECK(fields.check());
    collect::Device device;
    device.token = http::cookie(call.request, device_cookie).value_or("");
    if (const auto* agent = call.request.headers.find("user-agent"))
        device.description = *agent;
    const auto confirmed = house.desk.confirm(code, last_six, device);
    if (!confirmed)
        return refused(house, code, confirmed.error());
    auto json = standing_json(confirmed->standing);
    json["has_taken_over"] = confirmed->take_over == collect::TakeOver::Another;
    auto response = http::json_response(200, json);
    response.compress = http::Compress::Never;
    TUCAI_CHECK(http::set_cookie(response, device_cookie, confirmed->device_token, device_lifetime));
    return response;
}

} // namespace

Endpoints code_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> office = {Role::School};
    return {
        {"POST", "/codes", Door::Staff, office, Makes::SomethingNew, 64 * 1024, with(issue)},
        {"GET", "/codes/{id}", Door::Staff, office, Makes::Nothing, 0, with(show)},
        {"POST", "/codes/{id}/revocation", Door::Staff, office, Makes::Nothing, 4096, with(revoke)},
        {"POST", "/codes/{id}/forgiveness", Door::Staff, office, Makes::Nothing, 4096, with(forgive)},
        {"POST",
         "/codes/reading",
         Door::Open,
         {},
         Makes::Nothing,
         largest_picture_bytes,
         limited(few_at_once(with(read), readings_at_once), read_rate, house)},
        {"POST",
         "/codes/confirmation",
         Door::Open,
         {},
         Makes::Nothing,
         8192,
         limited(with(confirm), confirm_rate, house)},
    };
}

} // namespace tucai::api
