#include "app/work.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace tucai::app {
namespace {

// A signal's handler can reach nothing but a global.
std::atomic<bool> is_interrupted = false; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

/// Takes SIGINT and SIGTERM while it lives.
class InterruptGuard {
public:
    InterruptGuard()
    {
        is_interrupted = false;
        struct sigaction action {};
        action.sa_handler = [](int) { is_interrupted = true; };
        ::sigaction(SIGINT, &action, &old_interrupt_);
        ::sigaction(SIGTERM, &action, &old_terminate_);
    }
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;
    ~InterruptGuard()
    {
        ::sigaction(SIGINT, &old_interrupt_, nullptr);
        ::sigaction(SIGTERM, &old_terminate_, nullptr);
    }

private:
    struct sigaction old_interrupt_ {};
    struct sigaction old_terminate_ {};
};

/// Prints lines in order, and the bar.
class Printer {
public:
    Printer(std::size_t count, const WorkOptions& options) : count_(count), options_(options) {}

    void take(std::size_t index, Done done)
    {
        const std::scoped_lock lock(mutex_);
        worst_ = std::max(worst_, done.exit_code);
        waiting_[index] = std::move(done);
        if (options_.shows_progress)
            std::fputs("\r\x1b[K", stderr);
        for (auto next = waiting_.find(next_); next != waiting_.end(); next = waiting_.find(next_)) {
            print(next->second);
            waiting_.erase(next);
            ++next_;
        }
        std::fflush(stdout);
        ++done_;
        show_bar();
    }

    int finish()
    {
        if (options_.shows_progress)
            std::fputs("\r\x1b[K", stderr);
        return worst_;
    }

private:
    void print(const Done& done)
    {
        try {
            const auto line = done.line_in_order ? done.line_in_order() : done.line;
            if (!line.empty())
                std::puts(line.c_str());
        } catch (const std::exception& wrong) { // out of memory: the others' lines still come
            std::fprintf(stderr, "tucai: internal: %s\n", wrong.what());
            worst_ = 3;
        }
    }

    void show_bar() const
    {
        if (!options_.shows_progress || done_ == count_)
            return;
        constexpr std::size_t width = 30;
        const std::size_t full = width * done_ / count_;
        std::string bar(full, '#');
        bar.resize(width, '.');
        std::fprintf(stderr, "%s [%s] %zu/%zu", options_.progress_title.c_str(), bar.c_str(), done_, count_);
        std::fflush(stderr);
    }

    std::mutex mutex_;
    std::map<std::size_t, Done> waiting_;
    std::size_t next_ = 0;
    std::size_t done_ = 0;
    std::size_t count_;
    const WorkOptions& options_;
    int worst_ = 0;
};

/// A job that throws, such as where memory is out, stops no other.
Done done_of(const std::function<Done(std::size_t)>& job, std::size_t index)
{
    try {
        return job(index);
    } catch (const std::exception& wrong) {
        std::fprintf(stderr, "tucai: internal: input %zu: %s\n", index + 1, wrong.what());
        return {"", 3};
    }
}

} // namespace

int run_jobs(std::size_t count, const WorkOptions& options, const std::function<Done(std::size_t)>& job)
{
    const InterruptGuard guard;
    Printer printer(count, options);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        while (!is_interrupted) {
            const std::size_t index = next++;
            if (index >= count)
                return;
            printer.take(index, done_of(job, index));
        }
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::clamp<std::size_t>(options.threads, 1, std::max<std::size_t>(count, 1));
         ++i)
        threads.emplace_back(work);
    work();
    threads.clear();
    const int worst = printer.finish();
    if (is_interrupted) {
        std::fputs("Interrupted: what was finished is written, nothing is half written.\n", stderr);
        return 130;
    }
    return worst;
}

} // namespace tucai::app
