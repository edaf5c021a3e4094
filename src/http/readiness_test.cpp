#include "base/json.h"
#include "http/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tucai::http {
namespace {

using testing::ElementsAre;

nlohmann::json body_of(const Response& response)
{
    return *base::parse_limited(std::get<std::string>(response.body));
}

TEST(Readiness, IsReadyWhenEveryCheckIs)
{
    Readiness readiness;
    readiness.add("database", [] { return Result<>(); });
    const auto response = readiness.answer({});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(body_of(response).dump(), R"({"checks":{"database":"ok"},"ready":true})");
}

TEST(Readiness, SaysWhichCheckFailedByItsCodeAlone)
{
    Readiness readiness;
    readiness.add("database",
                  [] { return Result<>(fail(ErrorCode::StoreUnavailable, "/secret/path is gone")); });
    readiness.add("blobs", []() -> Result<> { throw std::runtime_error("secret"); });
    readiness.add("models", [] { return Result<>(); });
    const auto response = readiness.answer({});
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.problem, "server.not_ready");
    EXPECT_EQ(body_of(response).at("checks").dump(),
              R"({"blobs":"internal","database":"store.unavailable","models":"ok"})");
    EXPECT_EQ(std::get<std::string>(response.body).find("secret"), std::string::npos);
}

TEST(Readiness, IsNotReadyWhileItDrains)
{
    Readiness readiness;
    readiness.drain();
    EXPECT_EQ(readiness.answer({}).problem, "server.stopping");
}

TEST(AddOperations, TellsMetricsToItsReadersOnly)
{
    Router router;
    const Readiness readiness;
    const Metrics metrics;
    ASSERT_TRUE(add_operations(router, readiness, metrics, Networks::loopback()).has_value());
    EXPECT_THAT(router.list(), ElementsAre("GET /healthz", "GET /metrics", "GET /readyz"));
    const auto* route = router.find("GET", {"metrics"}).route;
    ASSERT_NE(route, nullptr);
    Request request;
    request.peer = "127.0.0.1";
    EXPECT_EQ(route->handler(request).status, 200);
    request.peer = "192.0.2.1";
    EXPECT_EQ(route->handler(request).status, 404);
}

TEST(AddOperations, SaysThatItLivesWithoutAWorker)
{
    Router router;
    const Readiness readiness;
    const Metrics metrics;
    ASSERT_TRUE(add_operations(router, readiness, metrics, {}).has_value());
    const auto* route = router.find("GET", {"healthz"}).route;
    EXPECT_EQ(route->runs_on, RunsOn::IoThread);
    EXPECT_EQ(route->handler({}).status, 200);
}

} // namespace
} // namespace tucai::http
