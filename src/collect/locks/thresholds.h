#pragma once

#include "collect/scopes.h"
#include "collect/words.h"

#include <array>

namespace tucai::collect {

/// Numbers that a school may set otherwise than the program has them. None of them counts failures of
/// quality: however often somebody shoots badly, nothing follows.
enum class Threshold {
    CaptureIdleMinutes,    ///< a sitting of which nothing was heard for so long is abandoned
    CaptureLongestMinutes, ///< and one that lasts longer has expired
    CaptureMostShots,      ///< pictures of one sitting: against floods, not against trying again
    CaptureMostShotBytes,  ///< bytes of one picture
    DuplicateBits,         ///< bits of 128 in which near-duplicates differ at most
    LockAfterConfirmed,    ///< confirmed violations of one student, until which nothing is locked
    ReviewUndoLast,        ///< of a reviewer's decisions, so many may still be undone
    ReviewUndoMinutes,     ///< and for so long
};

template <> struct Words<Threshold> {
    static constexpr auto list = std::to_array<std::string_view>(
        {"capture.idle_minutes", "capture.longest_minutes", "capture.most_shots", "capture.most_shot_bytes",
         "duplicate.bits", "lock.after_confirmed", "review.undo_last", "review.undo_minutes"});
};

struct ThresholdLimits {
    std::int64_t usual = 0; ///< where the school has set none
    std::int64_t least = 0;
    std::int64_t most = 0;
};

/// Pure.
ThresholdLimits limits_of(Threshold threshold);

/// A tenant's own number, or the usual one. Fails: as Transaction::row.
Result<std::int64_t> threshold_of(store::Transaction& sql, const std::string& tenant, Threshold threshold);

/// Sets a school's own; its office only. Fails: Denied; InvalidInput (outside its limits).
Result<> set_threshold(const Means& means, const Scope& scope, Threshold threshold, std::int64_t value);

} // namespace tucai::collect
