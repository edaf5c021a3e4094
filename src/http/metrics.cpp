#include "http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace tucai::http {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

/// Seconds; an answer from memory takes a millisecond, a judged photo one or two seconds.
const prometheus::Histogram::BucketBoundaries& duration_bounds()
{
    static const prometheus::Histogram::BucketBoundaries bounds = {0.001, 0.005, 0.025, 0.1, 0.25,
                                                                   0.5,   1,     2.5,   10,  30};
    return bounds;
}

std::string status_class(int status)
{
    return std::to_string(status / 100) + "xx";
}

} // namespace

struct Metrics::Parts {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        BuildCounter()
            .Name("tucai_http_requests_total")
            .Help("Requests answered, by route and class of status")
            .Register(registry);
    prometheus::Family<prometheus::Histogram>& durations =
        BuildHistogram()
            .Name("tucai_http_request_duration_seconds")
            .Help("From the end of a request's head to the last byte of its answer")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& bytes =
        BuildCounter()
            .Name("tucai_http_bytes_total")
            .Help("Bytes of bodies received, and of answers sent")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& refused_family =
        BuildCounter()
            .Name("tucai_http_refused_connections_total")
            .Help("Connections closed before a request")
            .Register(registry);
    prometheus::Counter& received = bytes.Add({{"direction", "received"}});
    prometheus::Counter& sent = bytes.Add({{"direction", "sent"}});
    prometheus::Gauge& connections =
        BuildGauge().Name("tucai_http_connections").Help("Open connections").Register(registry).Add({});
    prometheus::Gauge& busy = BuildGauge()
                                  .Name("tucai_http_workers_busy")
                                  .Help("Workers that carry out a request")
                                  .Register(registry)
                                  .Add({});
    prometheus::Gauge& waiting = BuildGauge()
                                     .Name("tucai_http_queue_length")
                                     .Help("Requests that wait for a worker")
                                     .Register(registry)
                                     .Add({});
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(const RequestFigures& figures)
{
    const std::string route(figures.route.empty() ? "none" : figures.route);
    const std::string method(figures.method);
    parts_->requests.Add({{"method", method}, {"route", route}, {"status", status_class(figures.status)}})
        .Increment();
    parts_->durations.Add({{"method", method}, {"route", route}}, duration_bounds())
        .Observe(std::chrono::duration<double>(figures.duration).count());
    parts_->received.Increment(static_cast<double>(figures.received_bytes));
    parts_->sent.Increment(static_cast<double>(figures.sent_bytes));
}

void Metrics::count_connection()
{
    parts_->connections.Increment();
}

void Metrics::count_closed()
{
    parts_->connections.Decrement();
}

void Metrics::count_refused(std::string_view reason)
{
    parts_->refused_family.Add({{"reason", std::string(reason)}}).Increment();
}

void Metrics::set_workers(std::size_t busy, std::size_t waiting)
{
    parts_->busy.Set(static_cast<double>(busy));
    parts_->waiting.Set(static_cast<double>(waiting));
}

std::string Metrics::text() const
{
    return prometheus::TextSerializer().Serialize(parts_->registry.Collect());
}

} // namespace tucai::http
