#pragma once

#include "app/collection.h"
#include "app/instance.h"
#include "http/server.h"

#include <memory>
#include <string>

namespace tucai::app {

struct ServiceOptions {
    std::string listen = "0.0.0.0:8443"; ///< "A:P" speaks TLS; "http://A:P" is for a proxy
    std::string certificate;             ///< PEM files; both empty: one of its own in DIR/tls
    std::string certificate_key;
    std::string public_address;  ///< where people reach it; empty: worked out from `listen`
    std::string trusted_proxies; ///< networks, "10.0.0.0/8, ::1"
    std::string metrics_readers = "127.0.0.0/8, ::1";
    std::size_t workers = 0; ///< threads that answer; 0: two a core
    CollectionOptions collection;
    /// The word by which codes of another issuer are known, such as "chsi"; empty: none are taken.
    std::string foreign_issuer = "chsi";
    http::LogSink log;
    http::LogSink errors;
};

/// Every operation of the API as one line of JSON, for comparing with the contract: method, path, roles, and
/// whether it makes something new.
std::string list_operations(Instance& instance);

/// The service of one instance, listening. Its parts live as long as it does.
class Service {
public:
    /// Needs: an instance that outlives it.
    /// Fails: InvalidInput (an address or a network that is none); as http::Server::start.
    static Result<std::unique_ptr<Service>> start(Instance& instance, const ServiceOptions& options);
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    ~Service();

    std::uint16_t port() const;
    const std::string& public_address() const;
    Result<> reload_certificate();
    /// Says that it is not ready any more, takes nobody in, lets those inside end. Gives how many were cut.
    std::size_t stop(std::chrono::milliseconds patience);

private:
    friend std::string list_operations(Instance& instance);
    struct Parts;
    explicit Service(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace tucai::app
