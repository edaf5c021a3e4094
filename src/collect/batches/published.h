#pragma once

#include "collect/batches/notice.h"

#include <string>

namespace tucai::collect {

/// A notice that everybody may read, and which state of it that is.
struct PublishedNotice {
    NoticeMatter matter;
    BatchState state = BatchState::Announced;
    std::int64_t version = 0;
};

/// What the notice of an announced batch is made of, for whoever has its address: nobody signs in for it, so
/// the batch is found by its id alone, which nobody can guess.
/// Fails: NotFound (none such, a draft, or one whose announcement was taken back).
Result<PublishedNotice> published_notice(const Means& means, const std::string& batch);

} // namespace tucai::collect
