// Foreign bytes through the way of a request, without a socket: reader, router, handler, answer. What is read
// whole is read the same in two pieces; no answer holds a line that a client wrote.

#include "http/readiness.h"
#include "http/service.h"
#include "http/wire.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace tucai;
using namespace tucai::http;

Response echo(const Request& request)
{
    auto response = text_response(200, std::string(request.body.bytes()));
    // A careless handler: whatever the client says goes into the head.
    response.headers.set("location", request.path);
    if (const auto value = request.query_value("etag"))
        response.headers.set("x-echo", std::string(*value));
    return response;
}

const Router& router()
{
    static const auto made = [] {
        Router routes;
        Route post{"POST", "/things/{id}", echo};
        post.body_limit_bytes = 1000;
        if (!routes.add({"GET", "/", echo}) || !routes.add({"GET", "/things/{id}", echo}) ||
            !routes.add(std::move(post)) || !routes.add({"GET", "/files/{path...}", echo}))
            std::abort();
        return routes;
    }();
    return made;
}

const Service& service()
{
    static const auto made = [] {
        ServiceParts parts;
        parts.router = &router();
        parts.clock = [] { return base::Instant(std::chrono::milliseconds(0)); };
        parts.randomness = [](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), 1); };
        parts.trusted_proxies = Networks::loopback();
        return Service(std::move(parts));
    }();
    return made;
}

/// One line a field, and an empty one at the end.
void check_head(const Response& response)
{
    const auto text = head_text(response, AfterAnswer::Close);
    std::size_t lines = 0;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        if (at == 0 || text[at - 1] != '\r')
            std::abort();
        ++lines;
    }
    const std::size_t length_line = may_have_body(response.status) ? 1 : 0;
    if (lines != response.headers.size() + 3 + length_line)
        std::abort();
}

void check_answer(const Head& head, RequestReader& reader)
{
    auto plan = service().plan(head, {"127.0.0.1", false});
    if (plan.answer) {
        check_head(*plan.answer);
        return;
    }
    plan.request.body = reader.take_body();
    check_head(service().answer(*plan.route, plan.request));
    if (plan.request.path.find("/../") != std::string::npos || plan.request.path.ends_with("/.."))
        std::abort();
}

/// What became of the bytes: "code", or "done:" and the body's length, or "more".
std::string outcome(std::string_view first, std::string_view second, bool is_answered)
{
    RequestReader reader{Limits{}};
    std::string waiting;
    for (const auto piece : {first, second}) {
        waiting += piece;
        while (!waiting.empty() && !reader.is_done()) {
            const bool was_head_done = reader.is_head_done();
            const auto taken = reader.put(waiting);
            if (!taken)
                return std::string(error_word(taken.error().code));
            waiting.erase(0, *taken);
            if (was_head_done || !reader.is_head_done())
                break;
            if (!reader.is_done())
                reader.begin_body(1000, BodyCollector("/tmp", 1000));
        }
    }
    if (!reader.is_done())
        return "more";
    const auto result = "done:" + std::to_string(reader.body_bytes()) + ":" + std::to_string(waiting.size());
    if (is_answered)
        check_answer(reader.head(), reader);
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
    const auto whole = outcome(text, "", true);
    const auto half = outcome(text.substr(0, size / 2), text.substr(size / 2), false);
    // A fault may be seen later where the head has not ended, but what is whole is whole.
    if (whole.starts_with("done:") != half.starts_with("done:") ||
        (whole.starts_with("done:") && whole != half))
        std::abort();
    return 0;
}
