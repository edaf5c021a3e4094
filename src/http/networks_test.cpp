#include "http/networks.h"

#include <gtest/gtest.h>

namespace tucai::http {
namespace {

bool holds(const std::string& networks, const std::string& address)
{
    return Networks::parse(networks)->holds(*parse_address(address));
}

TEST(ParseAddress, ReadsBothKinds)
{
    EXPECT_EQ(to_text(*parse_address("192.0.2.1")), "192.0.2.1");
    EXPECT_EQ(to_text(*parse_address("2001:DB8::1")), "2001:db8::1");
    EXPECT_EQ(to_text(*parse_address("[::1]")), "::1");
    EXPECT_EQ(to_text(*parse_address("::ffff:192.0.2.1")), "192.0.2.1");
    EXPECT_EQ(to_text(*parse_address("fe80::1%eth0")), "fe80::1");
    for (const auto* text : {"", "localhost", "192.0.2", "192.0.2.1:80", "1.2.3.4.5", "::g", "[::1]:80"})
        EXPECT_FALSE(parse_address(text).has_value()) << text;
}

TEST(Networks, HoldTheirAddresses)
{
    EXPECT_TRUE(holds("10.0.0.0/8", "10.255.0.1"));
    EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
    EXPECT_TRUE(holds("192.0.2.1, 2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
    EXPECT_TRUE(holds("192.0.2.1", "::ffff:192.0.2.1"));
    EXPECT_TRUE(holds("0.0.0.0/0", "8.8.8.8"));
    EXPECT_FALSE(holds("0.0.0.0/0", "::1"));
    EXPECT_FALSE(holds("", "127.0.0.1"));
    EXPECT_TRUE(Networks::loopback().holds(*parse_address("::1")));
    EXPECT_TRUE(Networks::loopback().holds(*parse_address("127.0.0.53")));
}

TEST(Networks, RefuseWhatIsNone)
{
    for (const auto* text : {"x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "::/129", "/8"})
        EXPECT_EQ(Networks::parse(text).has_value(), false) << text;
}

/// As a proxy at 10.0.0.1 tells.
Origin told(const std::string& forwarded, const std::string& peer = "10.0.0.1",
            const std::string& protocol = "")
{
    Headers headers;
    if (!forwarded.empty())
        headers.add("X-Forwarded-For", forwarded);
    if (!protocol.empty())
        headers.add("X-Forwarded-Proto", protocol);
    return origin_of(headers, peer, false, *Networks::parse("10.0.0.0/8"));
}

TEST(OriginOf, BelievesOnlyTrustedProxies)
{
    EXPECT_EQ(told("203.0.113.9").address, "203.0.113.9");
    EXPECT_EQ(told("203.0.113.9", "192.0.2.1").address, "192.0.2.1");
    EXPECT_TRUE(told("203.0.113.9", "10.0.0.1", "https").is_secure);
    EXPECT_FALSE(told("203.0.113.9", "192.0.2.1", "https").is_secure);
    EXPECT_FALSE(told("203.0.113.9", "10.0.0.1", "https, http").is_secure);
}

TEST(OriginOf, ReadsTheListFromItsEnd)
{
    EXPECT_EQ(told("1.1.1.1, 203.0.113.9, 10.0.0.2").address, "203.0.113.9");
    EXPECT_EQ(told("1.1.1.1, 203.0.113.9").address, "203.0.113.9")
        << "what a client wrote itself is passed over";
    EXPECT_EQ(told("1.1.1.1, nonsense").address, "10.0.0.1");
    EXPECT_EQ(told("nonsense, 10.0.0.2").address, "10.0.0.2");
    EXPECT_EQ(told("10.0.0.3").address, "10.0.0.3");
    EXPECT_EQ(told("").address, "10.0.0.1");
}

} // namespace
} // namespace tucai::http
