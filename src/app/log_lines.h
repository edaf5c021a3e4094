#pragma once

#include "http/access_log.h"

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace tucai::app {

/// Writes lines to a stream from a thread of its own. Whoever reads them may be slow or stuck (a full pipe):
/// nobody who is served waits for that. Beyond `most_waiting` lines the newest are left out, and a line says
/// how many, as soon as there is room.
class LogLines {
public:
    static constexpr std::size_t most_waiting = 10'000;

    /// Needs: a stream that outlives it.
    explicit LogLines(std::FILE* stream);
    LogLines(const LogLines&) = delete;
    LogLines& operator=(const LogLines&) = delete;
    /// Writes what waits; gives up on a stream that takes nothing for two seconds.
    ~LogLines();

    void add(std::string_view line);
    http::LogSink sink()
    {
        return [this](std::string_view line) { add(line); };
    }

private:
    void write_all();
    bool write_out(std::string_view text) const;

    int file_ = -1;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> waiting_;
    std::size_t left_out_ = 0;
    std::atomic<bool> is_ended_ = false;
    std::thread thread_; ///< last: it uses the others
};

} // namespace tucai::app
