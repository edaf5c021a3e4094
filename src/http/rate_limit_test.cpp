#include "http/rate_limit.h"

#include <gtest/gtest.h>

namespace tucai::http {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr base::Instant start{milliseconds(1'800'000'000'000)};

TEST(RateLimit, TakesABurstAndThenTheRate)
{
    RateLimit limit({2, 3});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(limit.take("a", start), 0ms);
    EXPECT_EQ(limit.take("a", start), 500ms);
    EXPECT_EQ(limit.take("a", start + 499ms), 1ms);
    EXPECT_EQ(limit.take("a", start + 500ms), 0ms);
    EXPECT_EQ(limit.take("a", start + 500ms), 500ms);
}

TEST(RateLimit, CountsEachKeyByItself)
{
    RateLimit limit({1, 1});
    EXPECT_EQ(limit.take("a", start), 0ms);
    EXPECT_EQ(limit.take("b", start), 0ms);
    EXPECT_EQ(limit.take("a", start), 1000ms);
}

TEST(RateLimit, FillsNoMoreThanTheBurstAndNothingWhenTheClockGoesBack)
{
    RateLimit limit({1, 2});
    EXPECT_EQ(limit.take("a", start), 0ms);
    EXPECT_EQ(limit.take("a", start + 24h), 0ms);
    EXPECT_EQ(limit.take("a", start + 24h), 0ms);
    EXPECT_EQ(limit.take("a", start + 24h), 1000ms);
    EXPECT_EQ(limit.take("a", start), 1000ms);
}

TEST(RateLimit, ForgetsTheQuietestKeyBeyondItsMemory)
{
    RateLimit limit({1, 1, 2});
    limit.take("a", start);
    limit.take("b", start);
    limit.take("a", start);
    limit.take("c", start);
    EXPECT_EQ(limit.keys(), 2U);
    EXPECT_GT(limit.take("a", start), 0ms) << "it was not the quietest";
    EXPECT_EQ(limit.take("b", start), 0ms) << "forgotten, so it begins anew";
}

TEST(AddressKey, TakesANetworkOfIPv6AsOne)
{
    EXPECT_EQ(address_key("2001:db8:1:2:3::4"), address_key("2001:db8:1:2::9"));
    EXPECT_NE(address_key("2001:db8:1:2::4"), address_key("2001:db8:1:3::4"));
    EXPECT_NE(address_key("192.0.2.1"), address_key("192.0.2.2"));
}

TEST(Limited, AnswersByAProblemThatSaysWhen)
{
    auto time = start;
    int handled = 0;
    const auto handler = limited(
        [&](const Request&) {
            ++handled;
            return empty_response();
        },
        std::make_shared<RateLimit>(Rate{0.1, 1}), [&] { return time; },
        [](const Request& request) { return request.peer; });
    Request request;
    request.peer = "192.0.2.1";
    EXPECT_EQ(handler(request).status, 204);
    const auto refused = handler(request);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(*refused.headers.find("retry-after"), "10");
    EXPECT_EQ(refused.problem, "request.rate");
    time += 10s;
    EXPECT_EQ(handler(request).status, 204);
    EXPECT_EQ(handled, 2);
}

} // namespace
} // namespace tucai::http
