#include "base/temporary_folder.h"
#include "http/idempotency.h"
#include "http/problem.h"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace tucai::http {
namespace {

using namespace std::chrono_literals;

class Idempotency : public testing::Test {
protected:
    Handler counting(int status = 201)
    {
        return idempotent(
            [this, status](const Request&) {
                auto response = text_response(status, "made " + std::to_string(++made_));
                response.headers.set("location", "/things/1");
                response.headers.set("x-other", "1");
                return response;
            },
            store_, [](const Request& request) { return request.peer; });
    }
    static Request post(const std::string& body, const std::string& key = "0123456789-_abc")
    {
        Request request;
        request.method = "POST";
        request.path = request.route = "/things";
        request.peer = "somebody";
        request.body = Body(body);
        if (!key.empty())
            request.headers.add("idempotency-key", key);
        return request;
    }
    static std::string body_of(const Response& response) { return std::get<std::string>(response.body); }

    base::Instant time_{1s};
    MemoryIdempotency store_{[this] { return time_; }, 24h};
    int made_ = 0;
};

TEST_F(Idempotency, CarriesOutOnceAndGivesTheSameAnswer)
{
    const auto handler = counting();
    const auto first = handler(post("a"));
    const auto again = handler(post("a"));
    EXPECT_EQ(made_, 1);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(body_of(again), body_of(first));
    EXPECT_EQ(*again.headers.find("location"), "/things/1");
    EXPECT_EQ(first.headers.find("idempotency-replayed"), nullptr);
    EXPECT_EQ(*again.headers.find("idempotency-replayed"), "true");
}

TEST_F(Idempotency, RefusesTheKeyWithAnotherRequest)
{
    const auto handler = counting();
    handler(post("a"));
    const auto other = handler(post("b"));
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.problem, "idempotency.mismatch");
    auto other_query = post("a");
    other_query.query.push_back({"force", "1"});
    EXPECT_EQ(handler(other_query).status, 422);
    EXPECT_EQ(made_, 1);
}

TEST_F(Idempotency, CountsEachActorAndRouteByItself)
{
    const auto handler = counting();
    handler(post("a"));
    auto other_actor = post("a");
    other_actor.peer = "somebody else";
    handler(other_actor);
    auto other_route = post("a");
    other_route.route = "/others";
    handler(other_route);
    EXPECT_EQ(made_, 3);
}

TEST_F(Idempotency, DemandsAKey)
{
    const auto handler = counting();
    for (const auto& key :
         {std::string(), std::string("short"), std::string("with space"), std::string(65, 'a')})
        EXPECT_EQ(handler(post("a", key)).problem, "idempotency.missing") << key;
    auto twice = post("a");
    twice.headers.add("idempotency-key", "0123456789-_abc");
    EXPECT_EQ(handler(twice).status, 400);
    EXPECT_EQ(made_, 0);
}

TEST_F(Idempotency, RemembersARefusalButNoFailure)
{
    const auto refusing = counting(422);
    refusing(post("a"));
    refusing(post("a"));
    EXPECT_EQ(made_, 1);
    const auto failing = counting(503);
    failing(post("a", "another-key"));
    failing(post("a", "another-key"));
    EXPECT_EQ(made_, 3);
}

TEST_F(Idempotency, ForgetsARequestWhoseHandlerThrows)
{
    int tries = 0;
    const auto handler = idempotent(
        [&](const Request&) -> Response {
            if (++tries == 1)
                throw std::runtime_error("once");
            return empty_response();
        },
        store_, [](const Request&) { return "a"; });
    EXPECT_THROW(handler(post("a")), std::runtime_error);
    EXPECT_EQ(handler(post("a")).status, 204);
}

TEST_F(Idempotency, TellsADuplicateThatTheFirstStillRuns)
{
    std::latch begun(1);
    std::latch may_end(1);
    const auto handler = idempotent(
        [&](const Request&) {
            begun.count_down();
            may_end.wait();
            return empty_response();
        },
        store_, [](const Request&) { return "a"; });
    std::jthread first([&] { EXPECT_EQ(handler(post("a")).status, 204); });
    begun.wait();
    const auto second = handler(post("a"));
    may_end.count_down();
    EXPECT_EQ(second.status, 409);
    EXPECT_EQ(second.problem, "idempotency.running");
}

TEST_F(Idempotency, ForgetsAfterItsTime)
{
    const auto handler = counting();
    handler(post("a"));
    time_ += 24h;
    handler(post("a"));
    EXPECT_EQ(made_, 2);
}

TEST(FingerprintOf, IsTheSameForABodyInMemoryAndInAFile)
{
    const base::TemporaryFolder folder;
    const auto with_body = [&](const std::string& text, std::size_t in_memory) {
        BodyCollector collector(folder.path(), in_memory);
        EXPECT_TRUE(collector.append(text).has_value());
        Request request;
        request.body = collector.take();
        return *fingerprint_of(request);
    };
    EXPECT_EQ(with_body("abc", 0), with_body("abc", 10)) << "where it lay does not matter";
    EXPECT_NE(with_body("abc", 0), with_body("abd", 0));
}

TEST(FingerprintOf, DoesNotMixUpItsParts)
{
    Request a;
    a.query = {{"ab", "c"}};
    Request b;
    b.query = {{"a", "bc"}};
    EXPECT_NE(*fingerprint_of(a), *fingerprint_of(b));
}

} // namespace
} // namespace tucai::http
