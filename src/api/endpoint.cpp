#include "api/endpoint.h"

#include "http/cookies.h"
#include "http/problem.h"

#include <algorithm>

namespace tucai::api {
namespace {

bool is_reading(const std::string& method)
{
    return method == "GET" || method == "HEAD";
}

http::Response refused(const Problem& problem, const http::Request& request)
{
    return http::problem_response(problem.code, request, problem.members);
}

http::Response carried_out(const Endpoint& endpoint, const Call& call)
{
    auto done = endpoint.work(call);
    return done ? std::move(*done) : refused(done.error(), call.request);
}

Result<> let_device_in(House& house, Call& call)
{
    const auto token = http::cookie(call.request, device_cookie);
    if (!token || token->empty())
        return fail(ErrorCode::SessionInvalid, "Show your code and confirm who you are first.");
    TUCAI_TRY(const auto standing, house.desk.who(*token));
    call.grant = {standing.tenant, standing.student, standing.batch, standing.code, standing.device};
    call.scope = collect::scope_of(call.grant);
    return {};
}

/// Knows the caller before anything of the body is looked at.
Result<> let_in(const Endpoint& endpoint, House& house, Call& call)
{
    if (endpoint.door == Door::Open)
        return {};
    if (endpoint.door == Door::Device)
        return let_device_in(house, call);
    TUCAI_TRY(call.scope, staff_of(call.request, house, !is_reading(endpoint.method)));
    const auto& roles = endpoint.roles;
    if (std::find(roles.begin(), roles.end(), call.scope.role) == roles.end())
        return fail(ErrorCode::Denied, "Your role does not do that.");
    return {};
}

} // namespace

Result<access::Scope> staff_of(const http::Request& request, House& house, bool changes)
{
    const auto token = http::cookie(request, session_cookie);
    if (!token || token->empty())
        return fail(ErrorCode::SessionInvalid, "Sign in first.");
    std::optional<std::string> csrf;
    if (changes) {
        const auto* given = request.headers.find("x-csrf-token");
        csrf = given == nullptr ? "" : *given;
    }
    return house.people.who(*token, csrf);
}

http::Route route_of(const Endpoint& endpoint, House& house)
{
    http::Route route;
    route.method = endpoint.method;
    route.path = std::string(api_root) + endpoint.path;
    route.body_limit_bytes = is_reading(endpoint.method) ? 0 : endpoint.body_limit_bytes;
    route.long_body = endpoint.body_limit_bytes > 256 * 1024 ? http::LongBody::File : http::LongBody::Refused;
    route.timeout = endpoint.timeout;
    route.handler = [endpoint, &house](const http::Request& request) {
        auto session = http::cookie(request, session_cookie).value_or("");
        Call call{request, {}, std::move(session), {}};
        if (const auto is_in = let_in(endpoint, house, call); !is_in)
            return refused(is_in.error(), request);
        if (endpoint.makes == Makes::Nothing)
            return carried_out(endpoint, call);
        const auto actor = [&](const http::Request&) { return call.scope.tenant + "/" + call.scope.person; };
        const auto work = [&](const http::Request&) { return carried_out(endpoint, call); };
        return http::idempotent(work, house.idempotency, actor)(request);
    };
    return route;
}

} // namespace tucai::api
