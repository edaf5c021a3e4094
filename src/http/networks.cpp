#include "http/networks.h"

#include <arpa/inet.h>

#include <charconv>

namespace tucai::http {
namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_mapped(const Address& address)
{
    return std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
}

Address unmapped(const Address& address)
{
    if (!address.is_v6 || !is_mapped(address))
        return address;
    Address inner;
    std::copy(address.bytes.begin() + 12, address.bytes.end(), inner.bytes.begin());
    return inner;
}

bool has_prefix(const Address& address, const Address& network, int bits)
{
    for (int i = 0; i < bits; ++i) {
        const auto byte = static_cast<std::size_t>(i / 8);
        const int mask = 0x80 >> (i % 8);
        if (((address.bytes[byte] ^ network.bytes[byte]) & mask) != 0)
            return false;
    }
    return true;
}

} // namespace

std::optional<Address> parse_address(std::string_view text)
{
    if (text.starts_with('[') && text.ends_with(']'))
        text = text.substr(1, text.size() - 2);
    const std::string zero_ended(text.substr(0, text.find('%'))); // a link's own name says nothing elsewhere
    Address address;
    if (::inet_pton(AF_INET, zero_ended.c_str(), address.bytes.data()) == 1)
        return address;
    address.is_v6 = true;
    if (::inet_pton(AF_INET6, zero_ended.c_str(), address.bytes.data()) == 1)
        return unmapped(address);
    return std::nullopt;
}

std::string to_text(const Address& address)
{
    char text[INET6_ADDRSTRLEN] = {};
    ::inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, address.bytes.data(), text, sizeof(text));
    return text;
}

Result<Networks> Networks::parse(std::string_view text)
{
    Networks networks;
    for (const auto member : list_members(text)) {
        const auto slash = member.find('/');
        const auto address = parse_address(member.substr(0, slash));
        int bits = address && address->is_v6 ? 128 : 32;
        const int most = bits;
        bool is_number = true;
        if (slash != std::string_view::npos) {
            const auto* end = member.data() + member.size();
            const auto [stop, error] = std::from_chars(member.data() + slash + 1, end, bits);
            is_number = error == std::errc() && stop == end;
        }
        if (!address || !is_number || bits < 0 || bits > most)
            return fail(ErrorCode::InvalidInput, "A network is an address, or an address with '/' and bits.");
        networks.networks_.push_back({*address, bits});
    }
    return networks;
}

Networks Networks::loopback()
{
    return *parse("127.0.0.0/8, ::1");
}

bool Networks::holds(const Address& address) const
{
    for (const auto& [network, bits] : networks_)
        if (network.is_v6 == address.is_v6 && has_prefix(address, network, bits))
            return true;
    return false;
}

Origin origin_of(const Headers& headers, const std::string& peer, bool is_tls, const Networks& proxies)
{
    const auto own = parse_address(peer);
    if (!own || !proxies.holds(*own))
        return {own ? to_text(*own) : peer, is_tls};
    Origin origin{to_text(*own), is_tls};
    if (const auto protocols = headers.joined("x-forwarded-proto"); !protocols.empty())
        origin.is_secure =
            lower_case(list_members(protocols).empty() ? "" : list_members(protocols).back()) == "https";
    const auto told = headers.joined("x-forwarded-for");
    const auto members = list_members(told);
    for (auto member = members.rbegin(); member != members.rend(); ++member) {
        const auto address = parse_address(*member);
        if (!address)
            break;
        origin.address = to_text(*address);
        if (!proxies.holds(*address))
            break;
    }
    return origin;
}

} // namespace tucai::http
