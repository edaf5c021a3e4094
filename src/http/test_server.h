#pragma once

#include "base/temporary_folder.h"
#include "http/readiness.h"
#include "http/server.h"
#include "http/test_client.h"

#include <gtest/gtest.h>

#include <mutex>

namespace tucai::http {

/// For tests: a server on a free port of this machine, with routes that a test adds before it starts.
class ServerTest : public testing::Test {
protected:
    Route& route(std::string method, std::string path, Handler handler)
    {
        pending_.push_back({std::move(method), std::move(path), std::move(handler)});
        return pending_.back();
    }
    void start()
    {
        for (auto& route : pending_) {
            const auto added = router_.add(std::move(route));
            ASSERT_TRUE(added.has_value()) << added.error().message;
        }
        ServiceParts parts;
        parts.router = &router_;
        parts.metrics = &metrics_;
        parts.log = [this](std::string_view line) {
            const std::lock_guard lock(log_mutex_);
            log_.emplace_back(line);
        };
        parts.clock = [] { return base::Instant(std::chrono::milliseconds(1'800'000'000'000)); };
        parts.randomness = base::system_randomness();
        options_.temporary_folder = folder_.path();
        auto started = Server::start(options_, std::move(parts));
        ASSERT_TRUE(started.has_value()) << started.error().message;
        server_.emplace(std::move(*started));
    }
    TestClient client(TestClient::Speaks speaks = TestClient::Speaks::Plain) const
    {
        return TestClient(server_->port(), speaks);
    }
    /// Until something is so; a test that waits in vain ends by its time limit.
    template <class Condition> static void wait_until(Condition condition)
    {
        while (!condition())
            std::this_thread::yield();
    }
    std::vector<std::string> log() const
    {
        const std::lock_guard lock(log_mutex_);
        return log_;
    }

    base::TemporaryFolder folder_;
    ServerOptions options_;
    Metrics metrics_;
    Router router_;
    std::vector<Route> pending_;
    mutable std::mutex log_mutex_;
    std::vector<std::string> log_;
    std::optional<Server> server_; ///< last: ends before what it uses
};

inline Response echo(const Request& request)
{
    return text_response(200, *request.body.read(100'000'000));
}

} // namespace tucai::http
