#pragma once

#include "base/secret.h"
#include "http/access_log.h"
#include "http/clock.h"
#include "http/networks.h"
#include "http/request_reader.h"
#include "http/router.h"

namespace tucai::http {

/// What a service is made of; all of it outlives the service.
struct ServiceParts {
    const Router* router = nullptr;
    Metrics* metrics = nullptr;
    LogSink log;
    /// Errors that nobody outside is told, with the request's id: for the operator's own log.
    LogSink errors;
    Clock clock;
    base::Randomness randomness;
    Networks trusted_proxies;
};

/// Where a connection comes from.
struct Peer {
    std::string address;
    bool is_tls = false;
};

/// What is to be done with a request whose head is there.
struct Plan {
    Request request;              ///< still without its body
    const Route* route = nullptr; ///< null where `answer` says why
    std::optional<Response> answer;
};

/// The way of a request from its head to the answer, without a socket. Threads may share it.
class Service {
public:
    explicit Service(ServiceParts parts) : parts_(std::move(parts)) {}

    /// Finds the route, or answers at once: 404, 405, OPTIONS, and 413 for a body that says that it is too
    /// long, before any of it is read.
    Plan plan(const Head& head, const Peer& peer) const;

    /// Carries the route's handler out. One that throws gives a problem without its text.
    Response answer(const Route& route, const Request& request) const;

    /// For a request that was refused before it was whole.
    Response refusal(ErrorCode code, const Request& request) const;
    Request unread_request() const; ///< for one whose head cannot be read

    /// Counts and logs what was answered.
    void note(const Request& request, const Response& response, RequestFigures figures) const;

private:
    std::optional<Response> refused_at_once(const Head& head, Plan& plan, const Match& match) const;
    Response finished(const Request& request, Response response) const;
    void tell_error(const Request& request, std::string_view what) const;

    ServiceParts parts_;
};

} // namespace tucai::http
