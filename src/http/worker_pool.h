#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tucai::http {

/// Threads that carry out what is posted, in its order.
class WorkerPool {
public:
    using Work = std::function<void()>; ///< must not throw

    WorkerPool(std::size_t threads, std::size_t longest_queue);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool() { end(); }

    /// Carries out what waits, then ends; what is posted afterwards is not carried out.
    void end();

    /// Whether there was room for it.
    bool try_post(Work work);
    /// For what was begun and has to be ended: there is always room.
    void post(Work work);

    struct Load {
        std::size_t busy = 0;
        std::size_t waiting = 0;
    };
    Load load() const;

private:
    void run();
    void add(std::unique_lock<std::mutex> lock, Work work);

    mutable std::mutex mutex_;
    std::condition_variable posted_;
    std::deque<Work> queue_;
    std::size_t longest_queue_;
    std::size_t busy_ = 0;
    bool is_ending_ = false;
    std::vector<std::jthread> threads_; ///< last: joined before the rest goes
};

} // namespace tucai::http
