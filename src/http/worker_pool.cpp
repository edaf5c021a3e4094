#include "http/worker_pool.h"

#include <algorithm>

namespace tucai::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t longest_queue) : longest_queue_(longest_queue)
{
    for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i)
        threads_.emplace_back([this] { run(); });
}

void WorkerPool::end()
{
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    posted_.notify_all();
    threads_.clear();
}

void WorkerPool::add(std::unique_lock<std::mutex> lock, Work work)
{
    queue_.push_back(std::move(work));
    lock.unlock();
    posted_.notify_one();
}

bool WorkerPool::try_post(Work work)
{
    std::unique_lock lock(mutex_);
    // A free worker is room too: with a queue of length 0 each takes one.
    const auto free = threads_.size() - std::min(busy_, threads_.size());
    if (queue_.size() >= longest_queue_ + free)
        return false;
    add(std::move(lock), std::move(work));
    return true;
}

void WorkerPool::post(Work work)
{
    add(std::unique_lock(mutex_), std::move(work));
}

WorkerPool::Load WorkerPool::load() const
{
    const std::lock_guard lock(mutex_);
    return {busy_, queue_.size()};
}

void WorkerPool::run()
{
    std::unique_lock lock(mutex_);
    while (true) {
        posted_.wait(lock, [this] { return is_ending_ || !queue_.empty(); });
        if (queue_.empty())
            return;
        auto work = std::move(queue_.front());
        queue_.pop_front();
        ++busy_;
        lock.unlock();
        work();
        work = nullptr; // what it holds goes before the worker counts as free
        lock.lock();
        --busy_;
    }
}

} // namespace tucai::http
