#include "http/readiness.h"

#include "http/problem.h"

#include <nlohmann/json.hpp>

namespace tucai::http {
namespace {

/// A check that throws has failed.
Result<> carried_out(const Readiness::Check& check)
{
    try {
        return check();
    } catch (const std::exception&) {
        return fail(ErrorCode::Internal, "A check of readiness threw.");
    }
}

} // namespace

Response Readiness::answer(const Request& request) const
{
    if (is_draining_)
        return problem_response(ErrorCode::ServerStopping, request);
    auto checks = nlohmann::json::object();
    bool is_ready = true;
    for (const auto& [name, check] : checks_) {
        const auto result = carried_out(check);
        checks[name] = result ? "ok" : error_word(result.error().code);
        is_ready = is_ready && result.has_value();
    }
    if (!is_ready)
        return problem_response(ErrorCode::ServerNotReady, request, {{"checks", checks}});
    return json_response(200, {{"ready", true}, {"checks", checks}});
}

Result<> add_operations(Router& router, const Readiness& readiness, const Metrics& metrics, Networks readers)
{
    Route health{"GET", "/healthz", [](const Request&) { return text_response(200, "ok\n"); }};
    health.runs_on = RunsOn::IoThread;
    TUCAI_CHECK(router.add(std::move(health)));
    TUCAI_CHECK(router.add(
        {"GET", "/readyz", [&readiness](const Request& request) { return readiness.answer(request); }}));
    const auto tell = [&metrics, readers = std::move(readers)](const Request& request) {
        const auto address = parse_address(request.peer);
        if (!address || !readers.holds(*address))
            return problem_response(ErrorCode::RouteUnknown, request);
        return text_response(200, metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
    };
    return router.add({"GET", "/metrics", tell});
}

} // namespace tucai::http
