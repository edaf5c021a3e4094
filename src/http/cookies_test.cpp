#include "http/cookies.h"

#include <gtest/gtest.h>

namespace tucai::http {
namespace {

Request with(const std::vector<std::string>& headers)
{
    Request request;
    for (const auto& header : headers)
        request.headers.add("cookie", header);
    return request;
}

TEST(Cookie, IsFoundAmongOthers)
{
    const auto request = with({"a=1; session=abc=d ;b=2", "c=3"});
    EXPECT_EQ(cookie(request, "session"), "abc=d");
    EXPECT_EQ(cookie(request, "b"), "2");
    EXPECT_EQ(cookie(request, "c"), "3");
    EXPECT_FALSE(cookie(request, "sess").has_value());
    EXPECT_FALSE(cookie(with({"session", ";;", "=x"}), "session").has_value());
}

TEST(Cookie, IsNotBelievedWhereTwoCame)
{
    EXPECT_FALSE(cookie(with({"session=a; session=b"}), "session").has_value());
    EXPECT_FALSE(cookie(with({"session=a", "session=a"}), "session").has_value());
}

TEST(SetCookie, IsClosedToScriptsAndOtherSites)
{
    Response response;
    ASSERT_TRUE(set_cookie(response, "__Host-session", "aB3_-", std::chrono::hours(12)).has_value());
    EXPECT_EQ(response.headers.joined("set-cookie"),
              "__Host-session=aB3_-; Path=/; Max-Age=43200; HttpOnly; Secure; SameSite=Strict");
}

TEST(SetCookie, RefusesWhatCouldBreakOut)
{
    Response response;
    for (const auto* value : {"a;b", "a b", "a\r\nb", "a=b", "\"a\"", "图"})
        EXPECT_EQ(set_cookie(response, "n", value, std::chrono::seconds(1)).error().code,
                  ErrorCode::InvalidInput);
    EXPECT_FALSE(set_cookie(response, "", "a", std::chrono::seconds(1)).has_value());
    EXPECT_FALSE(set_cookie(response, "a;b", "a", std::chrono::seconds(1)).has_value());
    EXPECT_EQ(response.headers.size(), 0U);
}

TEST(ClearCookie, EndsIt)
{
    Response response;
    ASSERT_TRUE(clear_cookie(response, "n").has_value());
    EXPECT_TRUE(response.headers.joined("set-cookie").starts_with("n=; Path=/; Max-Age=0;"));
}

} // namespace
} // namespace tucai::http
