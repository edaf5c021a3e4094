#include "http/json_body.h"

#include <gtest/gtest.h>

namespace tucai::http {
namespace {

Request with(const std::string& type, const std::string& body)
{
    Request request;
    if (!type.empty())
        request.headers.add("content-type", type);
    request.body = Body(body);
    return request;
}

TEST(JsonBody, IsReadWhereItIsSaidToBeOne)
{
    EXPECT_EQ(json_body(with("application/json", R"({"a":1})"))->at("a"), 1);
    EXPECT_EQ(json_body(with("Application/JSON ; charset=utf-8", "[]"))->size(), 0U);
    for (const auto* type :
         {"", "text/plain", "application/json-patch+json", "application/x-www-form-urlencoded"})
        EXPECT_EQ(json_body(with(type, "[]")).error().code, ErrorCode::RequestMediaType) << type;
}

TEST(JsonBody, IsNoLongerAndNoDeeperThanItMay)
{
    EXPECT_EQ(json_body(with("application/json", "[1,2,3]"), {6, 64}).error().code, ErrorCode::JsonTooLarge);
    EXPECT_EQ(json_body(with("application/json", "[[]]"), {100, 1}).error().code, ErrorCode::JsonTooDeep);
    EXPECT_EQ(json_body(with("application/json", "")).error().code, ErrorCode::JsonMalformed);
}

} // namespace
} // namespace tucai::http
