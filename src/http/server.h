#pragma once

#include "http/limits.h"
#include "http/service.h"
#include "http/tls.h"
#include "http/worker_pool.h"

namespace tucai::http {

struct ServerOptions {
    std::string address = "127.0.0.1";           ///< "::" takes IPv4 too
    std::uint16_t port = 0;                      ///< 0: any that is free
    std::optional<CertificateFiles> certificate; ///< none: plain HTTP, for a proxy or for tests
    Limits limits;
    std::size_t workers = 2;
    std::size_t longest_queue = 256; ///< of requests that wait for a worker
    std::string temporary_folder = "/tmp";
};

/// Listens, reads requests on one thread, has them answered by workers. Its threads live as long as it does.
class Server {
public:
    /// Needs: what `parts` point to outlives it.
    /// Fails: ServerCannotListen; CertificateInvalid; InvalidInput (no address).
    static Result<Server> start(const ServerOptions& options, ServiceParts parts);
    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    /// Stops with no patience.
    ~Server();

    std::uint16_t port() const;
    WorkerPool::Load load() const;
    std::size_t connections() const;

    /// Reads certificate and key anew, from the same files: new connections take the new ones, others go on.
    /// Fails: CertificateInvalid, and then all stays as it was; InvalidInput (plain HTTP).
    Result<> reload_certificate();

    /// Takes no more connections, lets running requests end, then ends. Gives how many connections were cut
    /// since they had not ended within the patience. A handler that runs is waited for in any case.
    std::size_t stop(std::chrono::milliseconds patience);

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace tucai::http
