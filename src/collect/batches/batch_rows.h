#pragma once

#include "collect/batches/batches.h"

// How batches lie in their tables; for batches.cpp.
namespace tucai::collect {

/// A batch with all that belongs to it. Fails: NotFound; Internal (a stored word or day that is none).
Result<Batch> read_batch(store::Transaction& sql, const std::string& tenant, const std::string& id);

/// The windows of a batch: its rounds, or its own windows.
Result<std::vector<BatchWindow>> read_windows(store::Transaction& sql, const std::string& tenant,
                                              const std::string& batch, bool own);

/// Texts, steps and holidays anew, in place of those that are there.
Result<> write_details(store::Transaction& sql, const std::string& tenant, const std::string& id,
                       const BatchDetails& details);

/// Makes the details' texts plain and looks at their numbers. Fails: TextInvalid, InvalidInput.
Result<BatchDetails> checked(BatchDetails details);

/// What an announced batch must say. Fails: BatchIncomplete, naming what lacks.
Result<> check_complete(const BatchDetails& details);

} // namespace tucai::collect
