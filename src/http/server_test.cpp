#include "base/json.h"
#include "http/test_server.h"

#include <gmock/gmock.h>

#include <atomic>
#include <latch>

namespace tucai::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string host = "Host: test\r\n";

std::string post(const std::string& target, const std::string& body, const std::string& fields = "")
{
    return "POST " + target + " HTTP/1.1\r\n" + host + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string code_of(const ReadAnswer& answer)
{
    return base::parse_limited(answer.body)->at("code").get<std::string>();
}

TEST_F(ServerTest, AnswersManyRequestsOfOneConnection)
{
    route("GET", "/hello/{name}",
          [](const Request& request) { return text_response(200, request.path_value("name")); });
    start();
    auto one = client();
    for (int i = 0; i < 20; ++i) {
        const auto answer = one.get("/hello/" + std::to_string(i));
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, std::to_string(i));
    }
}

TEST_F(ServerTest, SaysNothingOfTheServerButWhatItMust)
{
    route("GET", "/", [](const Request&) { return json_response(200, {{"a", 1}}); });
    start();
    const auto answer = client().get("/");
    EXPECT_EQ(answer.body, R"({"a":1})");
    EXPECT_EQ(answer.headers.joined("x-request-id").size(), 32U);
    EXPECT_EQ(answer.headers.joined("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.headers.joined("date"), "Fri, 15 Jan 2027 08:00:00 GMT");
    EXPECT_EQ(answer.headers.find("server"), nullptr);
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder)
{
    route("POST", "/echo", echo).body_limit_bytes = 100;
    route("GET", "/1", [](const Request&) { return text_response(200, "one"); });
    start();
    auto one = client();
    one.send("GET /1 HTTP/1.1\r\n" + host + "\r\n" + post("/echo", "two") + "GET /none HTTP/1.1\r\n" + host +
             "\r\n" + post("/echo", "four"));
    EXPECT_EQ(one.read_answer().body, "one");
    EXPECT_EQ(one.read_answer().body, "two");
    EXPECT_EQ(one.read_answer().status, 404);
    EXPECT_EQ(one.read_answer().body, "four");
}

TEST_F(ServerTest, TakesBodiesByLengthAndInChunks)
{
    route("POST", "/echo", echo).body_limit_bytes = 100;
    start();
    auto one = client();
    one.send(post("/echo", "hello"));
    EXPECT_EQ(one.read_answer().body, "hello");
    one.send("POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n");
    one.send("3\r\nabc\r\n");
    one.send("2;x=y\r\nde\r\n0\r\nTrailer: x\r\n\r\n");
    EXPECT_EQ(one.read_answer().body, "abcde");
}

TEST_F(ServerTest, KeepsALongBodyInAFileWithoutAName)
{
    options_.limits.body_in_memory_bytes = 1000;
    auto& big = route("PUT", "/photo", [this](const Request& request) {
        EXPECT_TRUE(request.body.is_file());
        EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
        return text_response(200, std::to_string(request.body.read(10'000'000)->find_first_not_of('x')));
    });
    big.body_limit_bytes = 5'000'000;
    big.long_body = LongBody::File;
    start();
    auto one = client();
    one.send("PUT /photo HTTP/1.1\r\n" + host + "Content-Length: 3000001\r\n\r\n");
    one.send(std::string(3'000'000, 'x'));
    one.send("y");
    EXPECT_EQ(one.read_answer().body, "3000000");
}

TEST_F(ServerTest, RefusesALongBodyBeforeItIsSentAndIsHeard)
{
    route("POST", "/echo", echo).body_limit_bytes = 1000;
    start();
    auto waiting = client();
    waiting.send("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
    const auto refused = waiting.read_answer();
    EXPECT_EQ(refused.status, 413);
    EXPECT_EQ(code_of(refused), "request.too_large");
    EXPECT_EQ(refused.headers.joined("connection"), "close");
    auto sending = client();
    sending.send(post("/echo", std::string(2'000'000, 'x')));
    EXPECT_EQ(sending.read_answer().status, 413);
    EXPECT_EQ(sending.read_to_end(), "");
}

TEST_F(ServerTest, SaysContinueWhereABodyIsWelcome)
{
    route("POST", "/echo", echo).body_limit_bytes = 1000;
    start();
    auto one = client();
    one.send("POST /echo HTTP/1.1\r\n" + host + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(one.read_answer().status, 100);
    one.send("ok");
    EXPECT_EQ(one.read_answer().body, "ok");
}

TEST_F(ServerTest, AnswersHeadWithoutTheBodyAndOptionsWithTheMethods)
{
    route("GET", "/1", [](const Request&) { return text_response(200, "one"); });
    start();
    auto one = client();
    one.send("HEAD /1 HTTP/1.1\r\n" + host + "\r\n");
    const auto head = one.read_answer("HEAD");
    EXPECT_EQ(head.headers.joined("content-length"), "3");
    one.send("OPTIONS /1 HTTP/1.1\r\n" + host + "\r\n");
    EXPECT_EQ(one.read_answer().headers.joined("allow"), "GET, HEAD, OPTIONS");
    one.send("DELETE /1 HTTP/1.1\r\n" + host + "\r\n");
    EXPECT_EQ(one.read_answer().status, 405);
    EXPECT_EQ(one.get("/1").body, "one");
}

TEST_F(ServerTest, AnswersAHalfClosedClient)
{
    route("POST", "/echo", echo).body_limit_bytes = 100;
    start();
    auto one = client();
    one.send(post("/echo", "last words"));
    one.close_sending();
    EXPECT_EQ(one.read_answer().body, "last words");
    EXPECT_EQ(one.read_to_end(), "");
}

TEST_F(ServerTest, EndsWhereTheClientAsksForIt)
{
    route("GET", "/", [](const Request&) { return empty_response(); });
    start();
    auto one = client();
    EXPECT_EQ(one.get("/", "Connection: close\r\n").headers.joined("connection"), "close");
    EXPECT_EQ(one.read_to_end(), "");
}

TEST_F(ServerTest, RefusesWhatCannotBeReadAndEnds)
{
    start();
    for (const std::string bytes : {"nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: "
                                    "chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"}) {
        auto one = client();
        one.send(bytes);
        const auto answer = one.read_answer();
        EXPECT_EQ(answer.status, 400) << bytes;
        EXPECT_EQ(code_of(answer), "request.malformed");
        EXPECT_EQ(one.read_to_end(), "") << "nothing behind it is a request";
    }
}

TEST_F(ServerTest, LosesNoOtherRequestOverAHandlerThatThrows)
{
    route("GET", "/throws", [](const Request&) -> Response { throw std::runtime_error("secret"); });
    route("GET", "/", [](const Request&) { return text_response(200, "well"); });
    start();
    auto one = client();
    const auto failed = one.get("/throws");
    EXPECT_EQ(failed.status, 500);
    EXPECT_EQ(code_of(failed), "internal");
    EXPECT_THAT(failed.body, Not(HasSubstr("secret")));
    EXPECT_EQ(one.get("/").body, "well");
}

TEST_F(ServerTest, SendsFilesInPiecesAndParts)
{
    std::string bytes;
    for (int i = 0; bytes.size() < 700'000; ++i)
        bytes += std::to_string(i) + ' ';
    const auto path = folder_.put("big", bytes);
    route("GET", "/big", [path](const Request&) { return *file_response(path, "application/octet-stream"); });
    start();
    auto one = client();
    EXPECT_EQ(one.get("/big").body, bytes);
    const auto part = one.get("/big", "Range: bytes=300000-599999\r\n");
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, bytes.substr(300'000, 300'000));
    EXPECT_EQ(one.get("/big", "Range: bytes=900000-\r\n").status, 416);
    one.send("HEAD /big HTTP/1.1\r\n" + host + "\r\n");
    EXPECT_EQ(one.read_answer("HEAD").headers.joined("content-length"), std::to_string(bytes.size()));
    EXPECT_EQ(one.get("/big", "Range: bytes=-3\r\n").body, bytes.substr(bytes.size() - 3));
}

Response streamed(int pieces, std::optional<std::uint64_t> size, bool is_broken = false)
{
    Response response;
    response.body = BodyStream{[=, next = 0]() mutable -> Result<std::string> {
                                   if (next == pieces && is_broken)
                                       return fail(ErrorCode::BlobMissing, "gone");
                                   return next == pieces ? "" : std::to_string(next++) + ";";
                               },
                               size};
    return response;
}

TEST_F(ServerTest, SendsAStreamInChunksOrByItsLength)
{
    route("GET", "/chunks", [](const Request&) { return streamed(3, std::nullopt); });
    route("GET", "/length", [](const Request&) { return streamed(3, 6); });
    start();
    auto one = client();
    EXPECT_EQ(one.get("/chunks").body, "0;1;2;");
    const auto by_length = one.get("/length");
    EXPECT_EQ(by_length.headers.joined("content-length"), "6");
    EXPECT_EQ(by_length.body, "0;1;2;");
    EXPECT_EQ(one.get("/chunks").body, "0;1;2;");
}

TEST_F(ServerTest, CutsAStreamThatBreaksSoThatNobodyTakesItForWhole)
{
    route("GET", "/broken", [](const Request&) { return streamed(3, std::nullopt, true); });
    route("GET", "/short", [](const Request&) { return streamed(3, 7); });
    route("GET", "/throws", [](const Request&) {
        Response response;
        response.body =
            BodyStream{[]() -> Result<std::string> { throw std::runtime_error("x"); }, std::nullopt};
        return response;
    });
    start();
    for (const auto* target : {"/broken", "/short", "/throws"}) {
        auto one = client();
        EXPECT_THROW(one.get(target), std::runtime_error) << target;
    }
}

TEST_F(ServerTest, LogsEachRequestByItsRouteAlone)
{
    route("GET", "/students/{id}", [](const Request&) { return text_response(200, "abc"); });
    start();
    auto one = client();
    const auto answer = one.get("/students/zhang-san?name=zhang-san");
    EXPECT_EQ(one.get("/zhang-san").status, 404);
    wait_until([&] { return log().size() == 2; });
    const auto line = *base::parse_limited(log().front());
    EXPECT_EQ(line.at("route"), "/students/{id}");
    EXPECT_EQ(line.at("status"), 200);
    EXPECT_EQ(line.at("request"), answer.headers.joined("x-request-id"));
    EXPECT_GT(line.at("sent_bytes"), 200);
    for (const auto& written : log())
        EXPECT_THAT(written, Not(HasSubstr("zhang")));
}

TEST_F(ServerTest, TellsItsMetricsAndItsHealth)
{
    Readiness readiness;
    ASSERT_TRUE(add_operations(router_, readiness, metrics_, Networks::loopback()).has_value());
    start();
    auto one = client();
    EXPECT_EQ(one.get("/healthz").body, "ok\n");
    EXPECT_EQ(one.get("/readyz").status, 200);
    const auto text = one.get("/metrics").body;
    EXPECT_THAT(text,
                HasSubstr(R"(tucai_http_requests_total{method="GET",route="/healthz",status="2xx"} 1)"));
    EXPECT_THAT(text, HasSubstr("tucai_http_connections 1"));
    EXPECT_THAT(text, HasSubstr("tucai_http_queue_length 0")) << "the one that asks does not count";
    readiness.drain();
    EXPECT_EQ(one.get("/readyz").status, 503);
}

TEST_F(ServerTest, CannotListenWhereAnotherDoes)
{
    start();
    options_.port = server_->port();
    const auto second = Server::start(
        options_,
        {&router_, &metrics_, {}, {}, [] { return base::Instant(); }, base::system_randomness(), {}});
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, ErrorCode::ServerCannotListen);
    options_.address = "nowhere";
    EXPECT_EQ(Server::start(options_, {}).error().code, ErrorCode::InvalidInput);
}

} // namespace
} // namespace tucai::http
