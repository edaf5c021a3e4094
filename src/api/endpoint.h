#pragma once

#include "api/house.h"
#include "api/problem.h"
#include "collect/capture/device_grant.h"
#include "http/response.h"
#include "http/router.h"

#include <chrono>
#include <functional>
#include <vector>

namespace tucai::api {

/// How a caller shows who they are.
enum class Door {
    Open,  ///< nobody asks
    Staff, ///< a session's cookie; what changes something also brings the session's X-CSRF-Token
    /// A student's device, by the cookie that the confirmed identity gave it. No other site sends that cookie
    /// (SameSite=Strict), and no form can send JSON or PUT.
    Device,
};

/// Whether a call makes something new, and so has an Idempotency-Key.
enum class Makes { Nothing, SomethingNew };

/// One call as its handler sees it.
struct Call {
    const http::Request& request;
    access::Scope scope;        ///< of the caller; of Door::Open nobody's
    std::string session;        ///< the token of the caller's session, for ending it
    collect::DeviceGrant grant; ///< of Door::Device
};

using Work = std::function<Outcome<http::Response>(const Call&)>;

/// Makes a function of the house and a call an endpoint's work: `with(f)` calls `f(house, call)`.
inline auto works_of(House& house)
{
    return [&house](auto work) -> Work {
        return [&house, work](const Call& call) { return work(house, call); };
    };
}

/// One operation of the API. Which roles may call it is said here and nowhere else; the contract
/// (api/openapi.yaml, `x-roles`) is compared with it.
struct Endpoint {
    std::string method;
    std::string path; ///< below /api/v1
    Door door = Door::Staff;
    std::vector<access::Role> roles; ///< of Door::Staff
    Makes makes = Makes::Nothing;
    std::uint64_t body_limit_bytes = 256 * 1024;
    Work work;
    std::chrono::milliseconds timeout{30'000}; ///< until the answer is there
};

using Endpoints = std::vector<Endpoint>;

inline constexpr std::string_view api_root = "/api/v1";
inline constexpr std::string_view session_cookie = "__Host-session";
inline constexpr std::string_view device_cookie = "__Host-device";

/// The endpoint as the edge's route: who calls, may they, has it been done before; then the work. An outcome
/// that is a problem becomes one of RFC 9457.
http::Route route_of(const Endpoint& endpoint, House& house);

/// Who holds the session of a request. `changes` asks for its CSRF token too.
/// Problems: SessionInvalid, CsrfMissing.
Result<access::Scope> staff_of(const http::Request& request, House& house, bool changes);

} // namespace tucai::api
