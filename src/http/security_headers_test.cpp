#include "http/security_headers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tucai::http {
namespace {

using testing::HasSubstr;
using testing::Not;

Headers added(std::string_view type, bool is_secure = false)
{
    Request request;
    request.is_secure = is_secure;
    auto response = text_response(200, "x", type);
    add_security_headers(request, response);
    return response.headers;
}

TEST(SecurityHeaders, LetAPageUseTheCameraAndItsOwnFilesOnly)
{
    const auto headers = added("text/html; charset=utf-8");
    EXPECT_THAT(headers.joined("content-security-policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(headers.joined("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(headers.joined("content-security-policy"), Not(HasSubstr("unsafe-inline")));
    EXPECT_THAT(headers.joined("permissions-policy"), HasSubstr("camera=(self)"));
    EXPECT_THAT(headers.joined("permissions-policy"), HasSubstr("microphone=()"));
}

TEST(SecurityHeaders, LetNothingElseDoAnything)
{
    const auto headers = added("application/json");
    EXPECT_EQ(headers.joined("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(headers.joined("x-content-type-options"), "nosniff");
    EXPECT_EQ(headers.joined("x-frame-options"), "DENY");
    EXPECT_EQ(headers.joined("referrer-policy"), "no-referrer");
    EXPECT_EQ(headers.joined("cache-control"), "no-store");
}

TEST(SecurityHeaders, DemandTlsOnlyWhereItWasUsed)
{
    EXPECT_EQ(added("text/html").find("strict-transport-security"), nullptr);
    EXPECT_THAT(added("text/html", true).joined("strict-transport-security"), HasSubstr("max-age="));
}

TEST(SecurityHeaders, LeaveWhatTheHandlerSaid)
{
    auto response = text_response(200, "x");
    response.headers.set("cache-control", "public, max-age=31536000, immutable");
    response.etag = "v1";
    add_security_headers({}, response);
    EXPECT_EQ(response.headers.joined("cache-control"), "public, max-age=31536000, immutable");
    response.headers.remove("cache-control");
    add_security_headers({}, response);
    EXPECT_EQ(response.headers.joined("cache-control"), "private, no-cache");
}

} // namespace
} // namespace tucai::http
