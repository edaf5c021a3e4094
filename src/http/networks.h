#pragma once

#include "base/result.h"
#include "http/headers.h"

#include <array>
#include <cstdint>
#include <optional>

namespace tucai::http {

/// An internet address. IPv4 that came mapped into IPv6 is IPv4.
struct Address {
    bool is_v6 = false;
    std::array<std::uint8_t, 16> bytes{}; ///< of IPv4 the first four
    friend bool operator==(const Address&, const Address&) = default;
};

/// "192.0.2.1", "2001:db8::1", "[2001:db8::1]"; absent for anything else, such as a port behind it.
std::optional<Address> parse_address(std::string_view text);
std::string to_text(const Address& address);

/// Networks in the form "10.0.0.0/8, ::1".
class Networks {
public:
    Networks() = default;
    /// Fails: InvalidInput.
    static Result<Networks> parse(std::string_view text);
    static Networks loopback();
    bool holds(const Address& address) const;
    bool is_empty() const { return networks_.empty(); }

private:
    struct Network {
        Address address;
        int bits = 0;
    };
    std::vector<Network> networks_;
};

/// Who a request comes from.
struct Origin {
    std::string address;
    bool is_secure = false;
};

/// Behind a proxy of ours X-Forwarded-For and X-Forwarded-Proto tell; from anybody else they are passed over.
/// The list is read from its end: the first that is no trusted proxy is the client, whatever it has written
/// before itself.
Origin origin_of(const Headers& headers, const std::string& peer, bool is_tls, const Networks& proxies);

} // namespace tucai::http
