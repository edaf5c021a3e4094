#include "app/workers.h"

#include "base/instant.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tucai::app {

Workers::Workers(Instance& instance, std::vector<Kind> kinds, std::vector<Chore> chores,
                 const WorkerOptions& options, http::LogSink errors)
    : instance_(instance), kinds_(std::move(kinds)), chores_(std::move(chores)), options_(options),
      errors_(std::move(errors))
{
    for (std::size_t i = 0; i < options_.threads; ++i)
        threads_.emplace_back([this] { work(); });
    if (!chores_.empty())
        threads_.emplace_back([this] { keep_house(); });
}

Workers::~Workers()
{
    {
        const std::lock_guard lock(mutex_);
        is_ended_ = true;
    }
    ended_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

bool Workers::wait(std::int64_t for_ms)
{
    std::unique_lock lock(mutex_);
    return !ended_.wait_for(lock, std::chrono::milliseconds(for_ms), [this] { return is_ended_; });
}

void Workers::tell(const std::string& what, const Error& error) const
{
    if (!errors_)
        return;
    const nlohmann::ordered_json line{
        {"time", http::utc_text(base::Instant(std::chrono::milliseconds(instance_.now_ms())))},
        {"work", what},
        {"code", error_word(error.code)},
        {"error", error.message}};
    errors_(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

bool Workers::do_one()
{
    std::vector<std::string> words;
    words.reserve(kinds_.size());
    for (const auto& kind : kinds_)
        words.push_back(kind.word);
    const auto job = store::take_job(instance_.database(), words, instance_.now_ms(), options_.lease_ms,
                                     base::random_token(instance_.means().randomness));
    if (!job) {
        tell("take", job.error());
        return false;
    }
    if (!*job)
        return false;
    const auto kind =
        std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& one) { return one.word == (*job)->kind; });
    ++busy_;
    const auto done = kind->work(**job);
    --busy_;
    if (!done)
        tell((*job)->kind, done.error());
    return true;
}

void Workers::work()
{
    while (wait(0))
        if (!do_one() && !wait(options_.look_every_ms))
            return;
}

void Workers::keep_house()
{
    std::vector<std::int64_t> due(chores_.size(), 0);
    constexpr std::int64_t step_ms = 1'000;
    do {
        const auto now_ms = instance_.now_ms();
        for (std::size_t i = 0; i < chores_.size(); ++i) {
            // A clock that was set back must not hold a chore up for long.
            if (now_ms < due[i] && due[i] - now_ms <= chores_[i].every_ms)
                continue;
            due[i] = now_ms + chores_[i].every_ms;
            if (const auto done = chores_[i].work(); !done)
                tell(chores_[i].name, done.error());
        }
    } while (wait(step_ms));
}

} // namespace tucai::app
