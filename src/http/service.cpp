#include "http/service.h"

#include "http/compression.h"
#include "http/etag.h"
#include "http/problem.h"
#include "http/ranges.h"
#include "http/security_headers.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tucai::http {
namespace {

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// As it may be counted and logged: a method that somebody made up could name anybody.
std::string_view known_method(std::string_view method)
{
    for (const std::string_view known : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
        if (method == known)
            return known;
    return "other";
}

/// 304 for those who have this state, else its ETag.
void apply_etag(const Request& request, Response& response)
{
    if (response.etag.empty() || response.status != 200)
        return;
    response.headers.set("etag", '"' + response.etag + '"');
    if (!is_not_modified(request, response.etag))
        return;
    response.status = 304;
    response.headers.remove("content-type");
    response.body = std::string();
}

/// Two codings of one state are two things to a cache (RFC 9110, section 8.8.3.3).
void mark_compressed(Response& response)
{
    if (!response.etag.empty() && response.headers.find("content-encoding") != nullptr &&
        response.headers.find("etag") != nullptr)
        response.headers.set("etag", '"' + response.etag + "-gzip\"");
}

} // namespace

Request Service::unread_request() const
{
    Request request;
    request.method = "other";
    request.id = base::random_token(parts_.randomness);
    return request;
}

Plan Service::plan(const Head& head, const Peer& peer) const
{
    Plan plan;
    auto& request = plan.request;
    const auto origin = origin_of(head.headers, peer.address, peer.is_tls, parts_.trusted_proxies);
    request.method = head.method;
    request.headers = head.headers;
    request.peer = origin.address;
    request.is_secure = origin.is_secure;
    request.id = base::random_token(parts_.randomness);
    request.language = language_of(request);
    if (head.method == "OPTIONS" && head.target == "*") {
        plan.answer = finished(request, empty_response());
        return plan;
    }
    auto target = parse_target(head.target);
    if (!target) {
        plan.answer = refusal(target.error().code, request);
        return plan;
    }
    request.path = path_of(target->segments);
    request.query = std::move(target->query);
    request.language = language_of(request);
    auto match = parts_.router->find(head.method, target->segments);
    plan.answer = refused_at_once(head, plan, match);
    if (!plan.answer) {
        plan.route = match.route;
        request.path_parameters = std::move(match.path_parameters);
    }
    return plan;
}

std::optional<Response> Service::refused_at_once(const Head& head, Plan& plan, const Match& match) const
{
    auto& request = plan.request;
    if (match.allowed.empty())
        return refusal(ErrorCode::RouteUnknown, request);
    if (match.route == nullptr) {
        const bool is_question = head.method == "OPTIONS";
        auto response = is_question ? empty_response() : problem_response(ErrorCode::RouteMethod, request);
        response.headers.set("allow", joined(match.allowed));
        return finished(request, std::move(response));
    }
    request.route = match.route->path;
    const bool is_too_long = head.content_length.value_or(0) > match.route->body_limit_bytes;
    if (is_too_long || (head.is_chunked && match.route->body_limit_bytes == 0))
        return refusal(ErrorCode::RequestTooLarge, request);
    return std::nullopt;
}

Response Service::refusal(ErrorCode code, const Request& request) const
{
    return finished(request, problem_response(code, request));
}

void Service::tell_error(const Request& request, std::string_view what) const
{
    if (!parts_.errors)
        return;
    const nlohmann::ordered_json line{{"time", utc_text(parts_.clock())},
                                      {"request", request.id},
                                      {"route", request.route},
                                      {"error", what}};
    parts_.errors(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

Response Service::answer(const Route& route, const Request& request) const
{
    try {
        return finished(request, route.handler(request));
    } catch (const std::exception& wrong) {
        tell_error(request, wrong.what());
    } catch (...) { // a library that throws what is no exception must not end the program
        tell_error(request, "something that is no exception was thrown");
    }
    return refusal(ErrorCode::Internal, request);
}

Response Service::finished(const Request& request, Response response) const
{
    apply_etag(request, response);
    if (const auto ranged = apply_range(request, response); !ranged) {
        const auto size = body_size_bytes(response).value_or(0);
        response = problem_response(ranged.error().code, request);
        response.headers.set("content-range", "bytes */" + std::to_string(size));
    }
    compress(request, response);
    mark_compressed(response);
    for (const std::string_view name : {"content-length", "transfer-encoding", "connection"})
        response.headers.remove(name); // those are the connection's to say
    if (!std::all_of(response.headers.begin(), response.headers.end(), is_sendable)) {
        tell_error(request, "a field of the answer's head could have broken its line");
        response = problem_response(ErrorCode::Internal, request);
    }
    response.headers.set("x-request-id", request.id);
    response.headers.set("date", http_date(parts_.clock()));
    add_security_headers(request, response);
    return response;
}

void Service::note(const Request& request, const Response& response, RequestFigures figures) const
{
    figures.method = known_method(request.method);
    figures.route = request.route;
    figures.status = response.status;
    if (parts_.metrics != nullptr)
        parts_.metrics->count_request(figures);
    if (parts_.log)
        parts_.log(access_line(parts_.clock(), request.id, figures, response.problem));
}

} // namespace tucai::http
