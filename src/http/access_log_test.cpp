#include "http/access_log.h"
#include "http/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tucai::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr base::Instant time_of_test{std::chrono::sys_days(std::chrono::year(2026) / 6 / 1) + 8h + 5min + 9s +
                                     7ms};

TEST(AccessLine, IsOneLineOfJson)
{
    const RequestFigures figures{"POST", "/api/v1/students/{id}", 422, 1234us, 10, 2048};
    EXPECT_EQ(
        access_line(time_of_test, "r1", figures, "name.empty"),
        R"({"time":"2026-06-01T08:05:09.007Z","request":"r1","method":"POST","route":"/api/v1/students/{id}",)"
        R"("status":422,"ms":1.234,"received_bytes":10,"sent_bytes":2048,"problem":"name.empty"})");
}

TEST(AccessLine, SaysNoneForNoRouteAndNothingForNoProblem)
{
    const auto line = access_line(time_of_test, "r1", {"GET", "", 200}, "");
    EXPECT_THAT(line, HasSubstr(R"("route":"none")"));
    EXPECT_EQ(line.find("problem"), std::string::npos);
}

TEST(HttpDate, IsWrittenAsRfc9110HasIt)
{
    EXPECT_EQ(http_date(time_of_test), "Mon, 01 Jun 2026 08:05:09 GMT");
    EXPECT_EQ(http_date(base::Instant(784111777000ms)), "Sun, 06 Nov 1994 08:49:37 GMT"); // the RFC's example
}

TEST(Metrics, CountByRouteAndClassOfStatus)
{
    Metrics metrics;
    metrics.count_request({"GET", "/a/{id}", 200, 30ms, 5, 100});
    metrics.count_request({"GET", "/a/{id}", 204, 2ms, 5, 100});
    metrics.count_request({"GET", "/a/{id}", 404, 3s, 0, 50});
    metrics.count_request({"other", "", 400, 1ms, 0, 50});
    metrics.count_connection();
    metrics.count_connection();
    metrics.count_closed();
    metrics.count_refused("many");
    metrics.set_workers(2, 7);
    const auto text = metrics.text();
    for (const auto* line : {
             R"(tucai_http_requests_total{method="GET",route="/a/{id}",status="2xx"} 2)",
             R"(tucai_http_requests_total{method="GET",route="/a/{id}",status="4xx"} 1)",
             R"(tucai_http_requests_total{method="other",route="none",status="4xx"} 1)",
             R"(tucai_http_request_duration_seconds_bucket{method="GET",route="/a/{id}",le="0.005"} 1)",
             R"(tucai_http_request_duration_seconds_bucket{method="GET",route="/a/{id}",le="0.1"} 2)",
             R"(tucai_http_request_duration_seconds_count{method="GET",route="/a/{id}"} 3)",
             R"(tucai_http_bytes_total{direction="received"} 10)",
             R"(tucai_http_bytes_total{direction="sent"} 300)",
             "tucai_http_connections 1",
             R"(tucai_http_refused_connections_total{reason="many"} 1)",
             "tucai_http_workers_busy 2",
             "tucai_http_queue_length 7",
         })
        EXPECT_THAT(text, HasSubstr(line));
}

} // namespace
} // namespace tucai::http
