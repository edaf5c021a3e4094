#pragma once

#include "collect/means.h"
#include "collect/windows.h"

#include <optional>

namespace tucai::collect {

/// When one student may shoot, by the server's clock.
struct ShootingWindow {
    BatchState batch = BatchState::Draft;
    WindowAnswer answer;
    std::int64_t grace_ms = 0;
    std::optional<std::int64_t> returned_until_ms; ///< the deadline of a return that runs still

    /// Whether a sitting may begin now. The deadline of a return counts as a window of the student's own:
    /// whoever is told to shoot again by a day can. Pure.
    bool takes() const;
    /// Until when a sitting that begins now may go on: its opening's end or the return's deadline, and the
    /// grace. Needs: takes(). Pure.
    std::int64_t ends_ms() const;
    /// Why not, for people. Pure.
    std::string why_not() const;
};

/// Fails: NotFound (no such student in the batch); WindowInvalid (stored windows that contradict themselves).
Result<ShootingWindow> shooting_window(store::Transaction& sql, const std::string& tenant,
                                       const std::string& batch, const std::string& student,
                                       std::int64_t now_ms);

} // namespace tucai::collect
