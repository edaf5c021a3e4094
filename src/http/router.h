#pragma once

#include "base/result.h"
#include "http/response.h"
#include "http/target.h"

#include <chrono>
#include <map>

namespace tucai::http {

enum class LongBody {
    Refused, ///< a body stays in memory
    File,    ///< what is longer than the server's memory limit goes into a file without a name
};

enum class RunsOn {
    Worker,   ///< may wait for disk and database
    IoThread, ///< answers at once, also when all workers are busy; must not wait for anything
};

/// What lies at an address.
struct Route {
    std::string method; ///< in capitals; HEAD and OPTIONS come by themselves
    /// "/api/v1/students/{id}"; a last segment "{path...}" stands for one or more.
    std::string path;
    Handler handler;
    std::uint64_t body_limit_bytes = 0;
    LongBody long_body = LongBody::Refused;
    std::chrono::milliseconds timeout{30'000}; ///< until the answer is there, waiting for a worker included
    RunsOn runs_on = RunsOn::Worker;
};

/// What a request's method and path lead to.
struct Match {
    const Route* route = nullptr;           ///< null where nothing takes that method there
    std::vector<Parameter> path_parameters; ///< of `route`
    std::vector<std::string> allowed; ///< the methods that the address takes; empty where nothing is there
};

/// Leads requests to routes. Built before the server starts, then only read.
class Router {
public:
    /// Fails: InvalidInput (a method that is none, a path that is no template, one that is there already, one
    /// parameter with two names at the same place, no handler).
    Result<> add(Route route);

    /// A literal segment goes before a parameter, a parameter before the rest.
    Match find(std::string_view method, const std::vector<std::string>& segments) const;

    /// "GET /api/v1/students/{id}", sorted: what a contract is compared with.
    std::vector<std::string> list() const;

private:
    struct Place {
        Route route;
        std::vector<std::string> names; ///< of the template's parameters
    };
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::string name; ///< of the parameter; empty where there is none
        std::unique_ptr<Node> parameter;
        std::unique_ptr<Node> rest;
        std::map<std::string, std::unique_ptr<Place>, std::less<>> places; ///< by method
    };
    static Result<Node*> child_of(Node& node, const std::string& segment, bool is_last);
    static const Node* search(const Node& node, std::span<const std::string> segments,
                              std::vector<std::string>& values);

    Node root_;
    std::vector<const Route*> all_;
};

} // namespace tucai::http
