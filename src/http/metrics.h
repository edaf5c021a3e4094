#pragma once

#include "http/response.h"

#include <chrono>
#include <memory>

namespace tucai::http {

/// What a request was, in words that name nobody.
struct RequestFigures {
    std::string_view method; ///< one that is answered, else "other"
    std::string_view route;  ///< the template; empty where there is none
    int status = 0;
    std::chrono::microseconds duration{0}; ///< from the head's end to the answer's last byte
    std::uint64_t received_bytes = 0;      ///< of the body
    std::uint64_t sent_bytes = 0;          ///< head and body
};

/// Counters and durations of the edge, as Prometheus reads them. Threads may share it.
class Metrics {
public:
    Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;
    ~Metrics();

    void count_request(const RequestFigures& figures);
    void count_connection();                     ///< one more is open
    void count_closed();                         ///< one less
    void count_refused(std::string_view reason); ///< "many", "many_of_address", "handshake"
    void set_workers(std::size_t busy, std::size_t waiting);

    /// Prometheus's text, version 0.0.4.
    std::string text() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace tucai::http
