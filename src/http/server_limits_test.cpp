#include "base/json.h"
#include "http/test_server.h"

#include <gmock/gmock.h>

#include <latch>

namespace tucai::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const std::string host = "Host: test\r\n";

std::string code_of(const ReadAnswer& answer)
{
    return base::parse_limited(answer.body)->at("code").get<std::string>();
}

/// Every time is short, so that what is waited for comes soon; what must not come in between has a long one.
class ServerLimitsTest : public ServerTest {
protected:
    ServerLimitsTest()
    {
        route("POST", "/echo", echo).body_limit_bytes = 1'000'000;
        route("GET", "/", [](const Request&) { return text_response(200, "well"); });
    }
};

TEST_F(ServerLimitsTest, TellsAHeadThatComesTooSlowly)
{
    options_.limits.head = 50ms;
    start();
    auto slow = client();
    slow.send("GET / HTTP/1.1\r\n");
    const auto answer = slow.read_answer();
    EXPECT_EQ(answer.status, 408);
    EXPECT_EQ(code_of(answer), "request.timeout");
    EXPECT_EQ(slow.read_to_end(), "");
}

TEST_F(ServerLimitsTest, LetsNoDripOfBytesMakeTheTimeOfAHeadLonger)
{
    options_.limits.head = 100ms;
    options_.limits.head_bytes = 500'000'000;
    start();
    auto slow = client();
    const std::jthread dripping([&](const std::stop_token& stop) {
        slow.send("GET / HTTP/1.1\r\nX: ");
        while (!stop.stop_requested()) {
            slow.send("a");
            std::this_thread::yield();
        }
    });
    EXPECT_EQ(slow.read_answer().status, 408);
}

TEST_F(ServerLimitsTest, EndsAnIdleConnectionWithoutAWord)
{
    options_.limits.idle = 50ms;
    start();
    auto idle = client();
    EXPECT_EQ(idle.get("/").body, "well");
    EXPECT_EQ(idle.read_to_end(), "");
}

TEST_F(ServerLimitsTest, EndsAConnectionThatNeverAsks)
{
    options_.limits.head = 50ms;
    start();
    EXPECT_EQ(client().read_to_end(), "");
}

TEST_F(ServerLimitsTest, TellsABodyThatComesTooSlowly)
{
    options_.limits.body_grace = 50ms;
    options_.limits.least_bytes_per_second = 1'000'000;
    start();
    auto slow = client();
    slow.send("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1000\r\n\r\nhello");
    EXPECT_EQ(code_of(slow.read_answer()), "request.timeout");
}

TEST_F(ServerLimitsTest, TellsABodyThatStallsAfterItWasFast)
{
    options_.limits.stall = 50ms;
    start();
    auto slow = client();
    slow.send("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1000000\r\n\r\n" +
              std::string(900'000, 'a'));
    EXPECT_EQ(code_of(slow.read_answer()), "request.timeout");
}

TEST_F(ServerLimitsTest, CutsAClientThatDoesNotReadItsAnswer)
{
    options_.limits.body_grace = 50ms;
    options_.limits.least_bytes_per_second = 1'000'000'000;
    route("GET", "/big",
          [](const Request&) { return text_response(200, std::string(50'000'000, 'a'), "image/x"); });
    start();
    auto deaf = client();
    deaf.send("GET /big HTTP/1.1\r\n" + host + "\r\n");
    wait_until([&] { return server_->connections() == 1; });
    wait_until([&] { return server_->connections() == 0; });
    EXPECT_LT(deaf.read_to_end().size(), 50'000'000U);
}

TEST_F(ServerLimitsTest, RefusesALongHeadAndManyFields)
{
    options_.limits.head_bytes = 2000;
    start();
    auto one = client();
    EXPECT_EQ(one.get("/", "X: " + std::string(1500, 'a') + "\r\n").status, 200);
    EXPECT_EQ(one.get("/", "X: " + std::string(3000, 'a') + "\r\n").status, 431);
    std::string fields;
    for (int i = 0; i < 70; ++i)
        fields += "A: b\r\n";
    EXPECT_EQ(client().get("/", fields).status, 431);
}

TEST_F(ServerLimitsTest, HoldsNoMoreBodiesInMemoryThanItMay)
{
    options_.limits.all_bodies_in_memory_bytes = 1'500;
    auto& filed = route("POST", "/filed", [](const Request& request) {
        return text_response(200, request.body.is_file() ? "file" : "memory");
    });
    filed.body_limit_bytes = 10'000;
    filed.long_body = LongBody::File;
    start();
    const auto begin = [&](const std::string& target) {
        auto one = client();
        one.send("POST " + target + " HTTP/1.1\r\n" + host +
                 "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
        return one;
    };
    auto first = begin("/echo");
    EXPECT_EQ(first.read_answer().status, 100);
    const auto second = begin("/echo").read_answer();
    EXPECT_EQ(code_of(second), "server.busy");
    EXPECT_EQ(second.headers.joined("retry-after"), "2");
    auto third = begin("/filed");
    EXPECT_EQ(third.read_answer().status, 100);
    third.send(std::string(1000, 'a'));
    EXPECT_EQ(third.read_answer().body, "file");
    first.send(std::string(1000, 'a'));
    EXPECT_EQ(first.read_answer().status, 200);
    EXPECT_EQ(first.get("/").status, 200);
    EXPECT_EQ(begin("/echo").read_answer().status, 100) << "the first one's memory is free again";
}

TEST_F(ServerLimitsTest, RefusesConnectionsBeyondTheirNumber)
{
    options_.limits.connections_of_address = 3;
    start();
    std::vector<TestClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(client());
        EXPECT_EQ(clients.back().get("/").status, 200);
    }
    EXPECT_EQ(client().read_to_end(), "");
    EXPECT_THAT(metrics_.text(),
                HasSubstr(R"(tucai_http_refused_connections_total{reason="many_of_address"} 1)"));
    clients.pop_back();
    wait_until([&] { return server_->connections() == 2; });
    EXPECT_EQ(client().get("/").status, 200);
}

TEST_F(ServerLimitsTest, RefusesConnectionsBeyondTheirNumberInAll)
{
    options_.limits.connections = 2;
    start();
    auto first = client();
    auto second = client();
    EXPECT_EQ(first.get("/").status, 200);
    EXPECT_EQ(second.get("/").status, 200);
    EXPECT_EQ(client().read_to_end(), "");
    EXPECT_THAT(metrics_.text(), HasSubstr(R"(tucai_http_refused_connections_total{reason="many"} 1)"));
}

TEST_F(ServerLimitsTest, EndsAConnectionAfterManyRequests)
{
    options_.limits.requests_of_connection = 3;
    start();
    auto one = client();
    EXPECT_EQ(one.get("/").headers.find("connection"), nullptr);
    EXPECT_EQ(one.get("/").headers.find("connection"), nullptr);
    EXPECT_EQ(one.get("/").headers.joined("connection"), "close");
    EXPECT_EQ(one.read_to_end(), "");
}

/// A handler that runs until the test lets it end.
class ServerBusyTest : public ServerLimitsTest {
protected:
    ServerBusyTest()
    {
        options_.workers = 1;
        options_.longest_queue = 1;
        auto& blocked = route("GET", "/blocked", [this](const Request&) {
            ++running_;
            may_end_.wait();
            return text_response(200, "done");
        });
        blocked.timeout = timeout_;
        Route& alive = route("GET", "/alive", [](const Request&) { return text_response(200, "alive"); });
        alive.runs_on = RunsOn::IoThread;
    }
    ~ServerBusyTest() override { release(); }
    void release()
    {
        if (!may_end_.try_wait())
            may_end_.count_down();
    }
    TestClient blocking()
    {
        auto one = client();
        one.send("GET /blocked HTTP/1.1\r\n" + host + "\r\n");
        return one;
    }

    std::chrono::milliseconds timeout_{60'000};
    std::atomic<int> running_ = 0;
    std::latch may_end_{1};
};

TEST_F(ServerBusyTest, SaysWhenToComeAgainWhereTheQueueIsFull)
{
    start();
    auto first = blocking();
    wait_until([&] { return running_ == 1; });
    auto second = blocking();
    wait_until([&] { return server_->load().waiting == 1; });
    auto third = client();
    const auto refused = third.get("/");
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(code_of(refused), "server.busy");
    EXPECT_EQ(refused.headers.joined("retry-after"), "2");
    EXPECT_EQ(third.get("/alive").body, "alive") << "the connection goes on, and what needs no worker too";
    EXPECT_THAT(metrics_.text(), HasSubstr("tucai_http_queue_length 1"));
    release();
    EXPECT_EQ(first.read_answer().body, "done");
    EXPECT_EQ(second.read_answer().body, "done");
    EXPECT_EQ(third.get("/").body, "well");
}

TEST_F(ServerBusyTest, DoesNotAskAHandlerForWhomNobodyWaitsAnyMore)
{
    pending_[2].timeout = 50ms;
    start();
    auto first = blocking();
    wait_until([&] { return running_ == 1; });
    auto second = blocking();
    EXPECT_EQ(code_of(first.read_answer()), "server.timeout");
    EXPECT_EQ(code_of(second.read_answer()), "server.timeout");
    release();
    wait_until([&] { return server_->load().busy == 0 && server_->load().waiting == 0; });
    EXPECT_EQ(running_, 1);
    EXPECT_EQ(client().get("/").body, "well");
}

TEST_F(ServerBusyTest, LetsARunningRequestEndWhenItIsStopped)
{
    start();
    auto running = blocking();
    auto idle = client();
    EXPECT_EQ(idle.get("/alive").status, 200);
    wait_until([&] { return running_ == 1; });
    std::size_t cut = 99;
    std::jthread stopping([&] { cut = server_->stop(60s); });
    EXPECT_EQ(idle.read_to_end(), "");
    EXPECT_THROW(client(), std::runtime_error);
    release();
    const auto answer = running.read_answer();
    EXPECT_EQ(answer.body, "done");
    EXPECT_EQ(answer.headers.joined("connection"), "close");
    EXPECT_EQ(running.read_to_end(), "");
    stopping.join();
    EXPECT_EQ(cut, 0U);
}

TEST_F(ServerBusyTest, CutsWhatDoesNotEndInTime)
{
    start();
    auto running = blocking();
    wait_until([&] { return running_ == 1; });
    std::size_t cut = 0;
    std::jthread stopping([&] { cut = server_->stop(10ms); });
    EXPECT_EQ(running.read_to_end(), "");
    release();
    stopping.join();
    EXPECT_EQ(cut, 1U);
}

TEST_F(ServerLimitsTest, AnswersBesideAThousandIdleConnections)
{
    options_.limits.connections_of_address = 2000;
    start();
    std::vector<TestClient> idle;
    idle.reserve(1000);
    for (int i = 0; i < 1000; ++i)
        idle.push_back(client());
    auto busy = client();
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(busy.get("/").body, "well");
    EXPECT_EQ(server_->connections(), 1001U);
    EXPECT_EQ(idle.back().get("/").body, "well");
}

TEST_F(ServerLimitsTest, OutlivesClientsThatBreakOff)
{
    start();
    for (int i = 0; i < 50; ++i) {
        auto one = client();
        one.send(i % 2 == 0 ? "GET / HTTP/1.1\r\n" + host + "\r\n"
                            : "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 10\r\n\r\nabc");
        one.break_off();
    }
    wait_until([&] { return server_->connections() == 0; });
    EXPECT_EQ(client().get("/").body, "well");
}

} // namespace
} // namespace tucai::http
