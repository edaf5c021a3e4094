#pragma once

#include "http/server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <map>
#include <unordered_set>

namespace tucai::http {

class Connection;

/// What the connections of a server share. All of it belongs to the I/O thread, but what is atomic.
struct Edge {
    Edge(const ServerOptions& given, ServiceParts parts)
        : options(given), metrics(parts.metrics), proxies(parts.trusted_proxies), service(std::move(parts)),
          pool(given.workers, given.longest_queue)
    {
    }

    ServerOptions options;
    Metrics* metrics;
    Networks proxies;
    Service service;
    boost::asio::io_context io{1};                  ///< one thread runs it
    std::shared_ptr<boost::asio::ssl::context> tls; ///< null for plain HTTP; replaced when it is read anew
    bool is_draining = false;
    std::size_t reserved_bytes = 0; ///< of bodies in memory
    std::unordered_set<std::shared_ptr<Connection>> connections;
    std::map<std::string, std::size_t> of_address;
    std::atomic<std::size_t> connection_count = 0;
    std::function<void()> on_empty; ///< called when the last connection has gone
    WorkerPool pool;                ///< last: its threads end before what they use
};

} // namespace tucai::http
