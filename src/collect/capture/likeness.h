#pragma once

#include "collect/capture/shot_storing.h"

#include <vector>

namespace tucai::collect {

/// Bits that differ, 0..128. Pure.
int distance(const Looks& a, const Looks& b);

/// Keeps how a shot looks, so that its near-duplicates are found. Fails: as Transaction::run.
Result<> remember_looks(store::Transaction& sql, const ShotRow& shot, const Looks& looks);

/// Another shot that is the same picture, or nearly.
struct Resemblance {
    std::string shot;
    std::string student;
    std::string photo;
    bool is_same_file = false; ///< byte by byte
    int distance_bits = 0;     ///< 0 too where only the bytes were compared
};

/// Whether a picture of this student that was returned, or its near-duplicate, comes again; of a reset photo
/// too. Fails: as Transaction::rows.
Result<std::optional<Resemblance>> returned_before(store::Transaction& sql, const ShotRow& shot,
                                                   std::int64_t most_bits);

/// Submitted photos of other students of the school that are the same file, or of the batch that are
/// near-duplicates; the most alike first, at most ten. Fails: as Transaction::rows.
Result<std::vector<Resemblance>> of_other_students(store::Transaction& sql, const ShotRow& shot,
                                                   std::int64_t most_bits);

} // namespace tucai::collect
