#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace tucai::app {

/// What one input came to.
struct Done {
    std::string line; ///< for standard output, without a line break; empty: nothing
    int exit_code = 0;
    /// Where set, makes `line` once all earlier inputs are printed: in the order of the inputs and never two
    /// at once, whatever the number of threads.
    std::function<std::string()> line_in_order = {};
};

struct WorkOptions {
    std::size_t threads = 1;
    bool shows_progress = false; ///< a bar on standard error
    std::string progress_title;
};

/// Runs `job(i)` for i in 0..count on several threads and prints each line in the order of the inputs, as
/// soon as all before it are there. Ctrl-C (SIGINT, SIGTERM) lets running jobs end and starts no more. Gives
/// the worst exit code; 130 when interrupted.
int run_jobs(std::size_t count, const WorkOptions& options, const std::function<Done(std::size_t)>& job);

} // namespace tucai::app
