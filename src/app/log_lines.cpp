#include "app/log_lines.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tucai::app {
namespace {

constexpr int look_again_ms = 200;
constexpr int looks_at_end = 10;

/// Whether the stream takes something within a while.
bool takes(int file)
{
    pollfd one{file, POLLOUT, 0};
    return ::poll(&one, 1, look_again_ms) > 0;
}

} // namespace

LogLines::LogLines(std::FILE* stream) : file_(::fileno(stream)), thread_([this] { write_all(); }) {}

LogLines::~LogLines()
{
    {
        const std::lock_guard lock(mutex_);
        is_ended_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void LogLines::add(std::string_view line)
{
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() >= most_waiting) {
            ++left_out_;
            return;
        }
        if (left_out_ > 0)
            waiting_.push_back("{\"left_out_lines\":" + std::to_string(left_out_) + "}\n");
        left_out_ = 0;
        waiting_.push_back(std::string(line) + "\n");
    }
    changed_.notify_all();
}

/// False where the stream takes nothing and the end has come.
bool LogLines::write_out(std::string_view text) const
{
    int looks = 0;
    while (!text.empty()) {
        if (!takes(file_)) {
            if (is_ended_ && ++looks >= looks_at_end)
                return false;
            continue;
        }
        // A pipe that polls as writable takes at least PIPE_BUF bytes without waiting.
        const auto written = ::write(file_, text.data(), std::min<std::size_t>(text.size(), 4096));
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void LogLines::write_all()
{
    for (;;) {
        std::string line;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return is_ended_ || !waiting_.empty(); });
            if (waiting_.empty())
                return;
            line = std::move(waiting_.front());
            waiting_.pop_front();
        }
        if (!write_out(line))
            return;
    }
}

} // namespace tucai::app
