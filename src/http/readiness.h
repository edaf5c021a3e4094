#pragma once

#include "http/metrics.h"
#include "http/networks.h"
#include "http/router.h"

#include <atomic>

namespace tucai::http {

/// Whether the server can serve: checks by name, and whether it is being stopped.
class Readiness {
public:
    using Check = std::function<Result<>()>;

    /// Needs: to be called before the server starts. Names are words such as "database".
    void add(std::string name, Check check) { checks_.push_back({std::move(name), std::move(check)}); }
    /// From now on it is not ready, so that a proxy sends nobody anew.
    void drain() { is_draining_ = true; }
    bool is_draining() const { return is_draining_; }
    /// `{"ready":true,"checks":{"database":"ok"}}`, or a problem whose `checks` say each one's code.
    Response answer(const Request& request) const;

private:
    struct Named {
        std::string name;
        Check check;
    };
    std::vector<Named> checks_;
    std::atomic<bool> is_draining_ = false;
};

/// Adds /healthz (the process lives; answered also when all workers are busy), /readyz and /metrics, which
/// those outside `readers` do not find (behind a proxy that is not named as trusted, everybody is the proxy).
/// Needs: readiness and metrics that outlive the router. Fails: as
/// Router::add.
Result<> add_operations(Router& router, const Readiness& readiness, const Metrics& metrics, Networks readers);

} // namespace tucai::http
