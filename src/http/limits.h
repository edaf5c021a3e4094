#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace tucai::http {

/// What one client may cost. A route has a limit of its own for the length of a body.
struct Limits {
    std::size_t head_bytes = 16 * 1024;
    std::size_t target_bytes = 4 * 1024;
    std::size_t header_fields = 64;
    std::size_t body_in_memory_bytes = 256 * 1024;
    /// Of all connections together, as they say or may become; then long bodies go into files from their
    /// first byte on, and others are told to come again.
    std::size_t all_bodies_in_memory_bytes = 128 * 1024 * 1024;

    std::chrono::milliseconds handshake{10'000};  ///< of TLS
    std::chrono::milliseconds head{10'000};       ///< from a request's first byte to the end of its head
    std::chrono::milliseconds idle{30'000};       ///< between two requests of one connection
    std::chrono::milliseconds body_grace{15'000}; ///< before the least speed counts, both ways
    /// A slow phone on a bad net still makes 2 KB a second; who makes less holds a place that others need.
    std::uint64_t least_bytes_per_second = 2'000;
    std::chrono::milliseconds stall{30'000}; ///< without a byte, both ways

    std::size_t connections = 4'000;
    std::size_t connections_of_address = 1'000; ///< a school may be behind one address
    std::size_t requests_of_connection = 10'000;
    std::chrono::seconds retry_after{2}; ///< what those are told for whom there is no room
};

} // namespace tucai::http
