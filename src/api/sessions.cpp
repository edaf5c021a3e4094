#include "api/fields.h"
#include "api/json.h"
#include "api/limited.h"
#include "api/resources.h"
#include "http/cookies.h"

#include <nlohmann/json.hpp>

namespace tucai::api {
namespace {

using access::Role;

/// A whole day; the session itself ends earlier, by its own times.
constexpr std::chrono::seconds cookie_lifetime{24 * 3600};
constexpr http::Rate sign_in_rate{.per_second = 0.2, .burst = 20};
constexpr http::Rate link_rate{.per_second = 0.05, .burst = 10};

nlohmann::json scope_json(const access::Scope& scope)
{
    return {{"person", scope.person},
            {"role", access::role_word(scope.role)},
            {"tenant", scope.tenant},
            {"college", or_null(scope.college)}};
}

Outcome<http::Response> sign_in(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto email = fields.text("email", 254);
    const auto password = fields.text("password", 256);
    const auto code = fields.text("code", 16);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto session, house.people.sign_in(email, password, code));
    auto json = scope_json(session.scope);
    json["csrf"] = session.csrf;
    auto response = http::json_response(201, json);
    response.compress = http::Compress::Never;
    TUCAI_CHECK(http::set_cookie(response, session_cookie, session.token, cookie_lifetime));
    return response;
}

Outcome<http::Response> current(House& house, const Call& call)
{
    auto json = scope_json(call.scope);
    json["csrf"] = house.people.csrf_of(call.session);
    auto response = http::json_response(200, json);
    response.compress = http::Compress::Never;
    return response;
}

Outcome<http::Response> sign_out(House& house, const Call& call)
{
    TUCAI_CHECK(house.people.sign_out(call.session));
    auto response = http::empty_response();
    TUCAI_CHECK(http::clear_cookie(response, session_cookie));
    return response;
}

/// Uses an invitation or a reset: the answer holds what an authenticator app needs, shown this once.
Outcome<http::Response> accept(House& house, const Call& call)
{
    TUCAI_TRY(auto fields, Fields::of(call.request));
    const auto token = fields.text("token", 100);
    const auto password = fields.text("password", 256);
    TUCAI_CHECK(fields.check());
    TUCAI_TRY(const auto factor, house.people.accept(token, password));
    auto response =
        http::json_response(200, {{"totp_secret", factor.secret}, {"totp_address", factor.address}});
    response.compress = http::Compress::Never;
    return response;
}

} // namespace

Endpoints session_endpoints(House& house)
{
    const auto with = works_of(house);
    const std::vector<Role> everybody = {Role::College,  Role::School,  Role::Centre,
                                         Role::Registry, Role::Auditor, Role::Admin};
    return {
        {"POST",
         "/sessions",
         Door::Open,
         {},
         Makes::Nothing,
         4096,
         limited(with(sign_in), sign_in_rate, house)},
        {"GET", "/sessions/current", Door::Staff, everybody, Makes::Nothing, 0, with(current)},
        {"DELETE", "/sessions/current", Door::Staff, everybody, Makes::Nothing, 0, with(sign_out)},
        {"POST",
         "/links/accept",
         Door::Open,
         {},
         Makes::Nothing,
         4096,
         limited(with(accept), link_rate, house)},
    };
}

} // namespace tucai::api
