#include "base/temporary_folder.h"
#include "http/problem.h"
#include "http/service.h"
#include "http/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tucai::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// A service with one route that answers as a test says.
class ServiceTest : public testing::Test {
protected:
    void SetUp() override
    {
        const auto handler = [this](const Request& request) { return answer_(request); };
        Route put{"PUT", "/things/{id}", handler};
        put.body_limit_bytes = 10;
        ASSERT_TRUE(router_.add({"GET", "/things/{id}", handler}).has_value());
        ASSERT_TRUE(router_.add(std::move(put)).has_value());
    }
    Service service()
    {
        ServiceParts parts;
        parts.router = &router_;
        parts.metrics = &metrics_;
        parts.log = [this](std::string_view line) { log_ += line; };
        parts.errors = [this](std::string_view line) { errors_ += line; };
        parts.clock = [] { return base::Instant(784111777000ms); };
        parts.randomness = [](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), 7); };
        parts.trusted_proxies = *Networks::parse("10.0.0.0/8");
        return Service(std::move(parts));
    }
    static Head head(std::string method, std::string target, const std::vector<Headers::Field>& fields = {})
    {
        Head made;
        made.method = std::move(method);
        made.target = std::move(target);
        for (const auto& [name, value] : fields)
            made.headers.add(name, value);
        return made;
    }
    Response answered(const Head& asked)
    {
        auto made = service();
        auto plan = made.plan(asked, {"192.0.2.1", true});
        return plan.answer ? *plan.answer : made.answer(*plan.route, plan.request);
    }
    static std::string body_of(const Response& response) { return std::get<std::string>(response.body); }

    Router router_;
    Metrics metrics_;
    std::string log_;
    std::string errors_;
    std::function<Response(const Request&)> answer_ = [](const Request&) { return text_response(200, "ok"); };
};

TEST_F(ServiceTest, HandsTheHandlerAWholeRequest)
{
    Request seen;
    answer_ = [&](const Request& request) {
        seen = request;
        return empty_response();
    };
    const auto response = answered(head("GET", "/things/%E5%9B%BE?lang=en&a=b", {{"x", "1"}}));
    EXPECT_EQ(seen.path, "/things/图");
    EXPECT_EQ(seen.route, "/things/{id}");
    EXPECT_EQ(seen.path_value("id"), "图");
    EXPECT_EQ(seen.query_value("a"), "b");
    EXPECT_EQ(seen.language, base::Language::English);
    EXPECT_EQ(seen.peer, "192.0.2.1");
    EXPECT_TRUE(seen.is_secure);
    EXPECT_EQ(seen.id.size(), 32U);
    EXPECT_EQ(*response.headers.find("x-request-id"), seen.id);
    EXPECT_EQ(*response.headers.find("date"), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_NE(response.headers.find("strict-transport-security"), nullptr);
}

TEST_F(ServiceTest, AnswersWhatLeadsNowhereAtOnce)
{
    EXPECT_EQ(answered(head("GET", "/nothing")).problem, "route.unknown");
    EXPECT_EQ(answered(head("GET", "/a/../b")).problem, "request.malformed");
    const auto wrong = answered(head("POST", "/things/1"));
    EXPECT_EQ(wrong.problem, "route.method");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(*wrong.headers.find("allow"), "GET, HEAD, OPTIONS, PUT");
    const auto options = answered(head("OPTIONS", "/things/1"));
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(*options.headers.find("allow"), "GET, HEAD, OPTIONS, PUT");
    EXPECT_EQ(answered(head("OPTIONS", "*")).status, 204);
    EXPECT_EQ(answered(head("CONNECT", "host:80")).problem, "request.malformed");
}

TEST_F(ServiceTest, RefusesABodyThatSaysItIsTooLong)
{
    auto put = head("PUT", "/things/1");
    put.content_length = 10;
    EXPECT_EQ(answered(put).status, 200);
    put.content_length = 11;
    EXPECT_EQ(answered(put).problem, "request.too_large");
    auto get = head("GET", "/things/1");
    get.is_chunked = true;
    EXPECT_EQ(answered(get).problem, "request.too_large") << "a route without bodies";
}

TEST_F(ServiceTest, TellsNobodyOutsideWhatAHandlerThrew)
{
    answer_ = [](const Request&) -> Response { throw std::runtime_error("secret 张三"); };
    const auto response = answered(head("GET", "/things/1"));
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.problem, "internal");
    EXPECT_THAT(body_of(response), Not(HasSubstr("secret")));
    EXPECT_THAT(errors_, HasSubstr("secret"));
    answer_ = [](const Request&) -> Response { throw 7; };
    EXPECT_EQ(answered(head("GET", "/things/1")).status, 500);
}

TEST_F(ServiceTest, LetsNoFieldOfAnAnswerBreakItsLine)
{
    answer_ = [](const Request& request) {
        auto response = empty_response();
        response.headers.set("location", std::string(*request.query_value("to")));
        return response;
    };
    EXPECT_EQ(answered(head("GET", "/things/1?to=/a")).status, 204);
    const auto split = answered(head("GET", "/things/1?to=/a%0d%0aset-cookie:%20a=b"));
    EXPECT_EQ(split.status, 500);
    EXPECT_EQ(split.headers.find("location"), nullptr);
    EXPECT_THAT(head_text(split, AfterAnswer::KeepAlive), Not(HasSubstr("set-cookie")));
}

TEST_F(ServiceTest, GivesAStateItsMarkAnd304ToThoseWhoHaveIt)
{
    answer_ = [](const Request&) {
        auto response = text_response(200, std::string(3000, 'a'));
        response.etag = "v1";
        return response;
    };
    EXPECT_EQ(*answered(head("GET", "/things/1")).headers.find("etag"), R"("v1")");
    const auto packed = answered(head("GET", "/things/1", {{"accept-encoding", "gzip"}}));
    EXPECT_EQ(*packed.headers.find("etag"), R"("v1-gzip")");
    EXPECT_EQ(*packed.headers.find("content-encoding"), "gzip");
    const auto known = answered(head("GET", "/things/1", {{"if-none-match", R"("v1-gzip")"}}));
    EXPECT_EQ(known.status, 304);
    EXPECT_EQ(body_of(known), "");
    EXPECT_EQ(known.headers.find("content-type"), nullptr);
}

TEST_F(ServiceTest, SendsTheRangeOfAFileThatIsAskedFor)
{
    const base::TemporaryFolder folder;
    const auto path = folder.put("f", "0123456789");
    answer_ = [&](const Request&) { return *file_response(path, "image/jpeg"); };
    const auto part = answered(head("GET", "/things/1", {{"range", "bytes=3-"}}));
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(body_size_bytes(part), 7U);
    const auto outside = answered(head("GET", "/things/1", {{"range", "bytes=10-"}}));
    EXPECT_EQ(outside.problem, "request.range");
    EXPECT_EQ(*outside.headers.find("content-range"), "bytes */10");
}

TEST_F(ServiceTest, BelievesItsProxiesOnly)
{
    Request seen;
    answer_ = [&](const Request& request) {
        seen = request;
        return empty_response();
    };
    const auto asked =
        head("GET", "/things/1", {{"x-forwarded-for", "203.0.113.9"}, {"x-forwarded-proto", "https"}});
    auto made = service();
    const auto proxied = made.plan(asked, {"10.0.0.1", false});
    EXPECT_EQ(proxied.request.peer, "203.0.113.9");
    EXPECT_TRUE(proxied.request.is_secure);
    const auto direct = made.plan(asked, {"192.0.2.1", false});
    EXPECT_EQ(direct.request.peer, "192.0.2.1");
    EXPECT_FALSE(direct.request.is_secure);
}

TEST_F(ServiceTest, LogsNothingThatCouldNameAnybody)
{
    auto made = service();
    auto plan = made.plan(head("GET", "/things/zhang-san?name=zhang-san", {{"user-agent", "zhang-san"}}),
                          {"203.0.113.9", true});
    made.note(plan.request, made.answer(*plan.route, plan.request), {});
    EXPECT_THAT(log_, HasSubstr("/things/{id}"));
    for (const auto* secret : {"zhang-san", "203.0.113.9"})
        EXPECT_THAT(log_, Not(HasSubstr(secret)));
    log_.clear();
    plan = made.plan(head("ZHANGSAN", "/zhangsan"), {"203.0.113.9", true});
    made.note(plan.request, *plan.answer, {});
    EXPECT_THAT(log_, HasSubstr(R"("method":"other","route":"none","status":404)"));
    EXPECT_THAT(log_, Not(HasSubstr("ZHANGSAN")));
    EXPECT_THAT(metrics_.text(), Not(HasSubstr("ZHANGSAN")));
}

TEST(HeadText, SaysTheLengthOrThatNobodyKnowsIt)
{
    EXPECT_EQ(head_text(text_response(200, "abc"), AfterAnswer::KeepAlive),
              "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 3\r\n\r\n");
    EXPECT_EQ(head_text(empty_response(), AfterAnswer::Close),
              "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    Response stream;
    stream.body = BodyStream{[] { return Result<std::string>(); }, std::nullopt};
    EXPECT_THAT(head_text(stream, AfterAnswer::KeepAlive), HasSubstr("transfer-encoding: chunked\r\n"));
    std::get<BodyStream>(stream.body).size_bytes = 7;
    EXPECT_THAT(head_text(stream, AfterAnswer::KeepAlive), HasSubstr("content-length: 7\r\n"));
}

TEST(Chunk, IsWrittenAsRfc9112HasIt)
{
    EXPECT_EQ(chunk(std::string(26, 'a')), "1a\r\n" + std::string(26, 'a') + "\r\n");
    EXPECT_EQ(chunk(""), "0\r\n\r\n");
}

TEST(ReasonPhrase, EveryStatusOfAProblemHasOne)
{
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i)
        EXPECT_NE(reason_phrase(problem_words(static_cast<ErrorCode>(i)).status), "") << i;
}

} // namespace
} // namespace tucai::http
