#pragma once

#include "collect/means.h"

namespace tucai::collect {

/// Whether a row names a stored object. Fails: as Transaction::row.
Result<bool> is_blob_named(store::Transaction& sql, const std::string& address);

/// Removes stored objects that no row names and that are older than `before_ms`: an object is stored before
/// its row, so it must be given time. For a timer's job. Gives how many. Fails: as store::sweep.
Result<std::size_t> sweep_blobs(const Means& means, std::int64_t before_ms);

} // namespace tucai::collect
