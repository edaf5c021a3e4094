// How fast the edge answers: http_bench [SECONDS]
//
// One client asks again and again, alone and beside 1,000 idle connections, in turn: whatever slows the
// machine for a while slows both. Wanted: a median at most twice as long (issue 11). Then 64 clients ask at
// once.

#include "http/server.h"
#include "http/test_client.h"

#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

using namespace tucai;
using namespace tucai::http;
using Time = std::chrono::steady_clock;

constexpr int idle_connections = 1000;
constexpr int rounds = 5;
constexpr int requests_of_round = 1000;
constexpr int clients_at_once = 64;

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

void ask(TestClient& client, std::vector<double>& latencies_us)
{
    for (int i = 0; i < requests_of_round; ++i) {
        const auto begun = Time::now();
        if (client.get("/").status != 200)
            std::abort();
        latencies_us.push_back(std::chrono::duration<double, std::micro>(Time::now() - begun).count());
    }
}

struct Latencies {
    std::vector<double> alone_us;
    std::vector<double> beside_idle_us;
};

Latencies measure_latencies(const Server& server)
{
    Latencies latencies;
    TestClient client(server.port());
    for (int round = 0; round < rounds; ++round) {
        ask(client, latencies.alone_us);
        std::vector<TestClient> idle;
        idle.reserve(idle_connections);
        for (int i = 0; i < idle_connections; ++i) {
            idle.emplace_back(server.port());
            idle.back().get("/");
        }
        ask(client, latencies.beside_idle_us);
    }
    return latencies;
}

double requests_per_second(const Server& server, std::chrono::seconds time)
{
    std::atomic<bool> is_over = false;
    std::atomic<std::uint64_t> answered = 0;
    std::vector<std::jthread> clients;
    for (int i = 0; i < clients_at_once; ++i)
        clients.emplace_back([&] {
            TestClient client(server.port());
            while (!is_over) {
                client.get("/");
                ++answered;
            }
        });
    std::this_thread::sleep_for(time); // it is the measure's length, not a wait
    is_over = true;
    const auto count = answered.load();
    clients.clear();
    return static_cast<double>(count) / static_cast<double>(time.count());
}

double peak_rss_mb()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

} // namespace

int main(int argc, char** argv)
{
    const std::chrono::seconds time(argc > 1 ? std::max(1, std::atoi(argv[1])) : 3);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, 10'000); // both ends of a thousand are in this process
    ::setrlimit(RLIMIT_NOFILE, &files);

    Router router;
    Metrics metrics;
    const std::string kilobyte(1024, 'a');
    if (!router.add({"GET", "/", [&](const Request&) { return text_response(200, kilobyte, "image/x"); }}))
        return 1;
    ServiceParts parts;
    parts.router = &router;
    parts.metrics = &metrics;
    parts.log = [](std::string_view) {};
    parts.clock = [] {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
    parts.randomness = base::system_randomness();
    ServerOptions options;
    options.limits.connections_of_address = 3 * idle_connections;
    options.limits.requests_of_connection = 1U << 30U;
    const auto server = Server::start(options, std::move(parts));
    if (!server)
        return 1;
    const auto latencies = measure_latencies(*server);
    const double alone = median(latencies.alone_us);
    const double beside = median(latencies.beside_idle_us);
    const nlohmann::ordered_json out{{"alone_median_us", alone},
                                     {"beside_1000_idle_median_us", beside},
                                     {"ratio", beside / alone},
                                     {"clients", clients_at_once},
                                     {"requests_per_second", requests_per_second(*server, time)},
                                     {"peak_rss_mb", peak_rss_mb()}};
    std::printf("%s\n", out.dump(2).c_str());
    return beside <= 2 * alone ? 0 : 1;
}
