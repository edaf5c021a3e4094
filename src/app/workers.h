#pragma once

#include "app/instance.h"
#include "collect/capture/judge.h"
#include "http/access_log.h"
#include "store/jobs.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace tucai::app {

/// What workers do besides judging and comparing: each is called now and then, and says what it did.
struct Chore {
    std::string name; ///< a word, for the log
    std::int64_t every_ms = 0;
    std::function<Result<std::size_t>()> work;
};

struct WorkerOptions {
    std::size_t threads = 1;
    std::int64_t lease_ms = 120'000;  ///< longer than any judgement takes
    std::int64_t look_every_ms = 200; ///< for jobs that another process has added
};

/// Threads that take jobs and do them, one at a time each, and one that does the chores. Any number of
/// processes may have some.
class Workers {
public:
    /// Does one job of a kind; gives it back itself where it fails.
    using Doer = std::function<Result<>(const store::Job&)>;
    struct Kind {
        std::string word;
        Doer work;
    };

    /// Needs: an instance that outlives it. Errors are told to `errors`, with stable words only.
    Workers(Instance& instance, std::vector<Kind> kinds, std::vector<Chore> chores,
            const WorkerOptions& options, http::LogSink errors);
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    /// Waits for the jobs that are being done.
    ~Workers();

    std::size_t busy() const { return busy_.load(); }

private:
    void work();
    void keep_house();
    /// Whether to go on; waits so long, or until it ends.
    bool wait(std::int64_t for_ms);
    bool do_one();
    void tell(const std::string& what, const Error& error) const;

    Instance& instance_;
    std::vector<Kind> kinds_;
    std::vector<Chore> chores_;
    WorkerOptions options_;
    http::LogSink errors_;
    std::atomic<std::size_t> busy_ = 0;
    std::mutex mutex_;
    std::condition_variable ended_;
    bool is_ended_ = false;
    std::vector<std::thread> threads_;
};

} // namespace tucai::app
