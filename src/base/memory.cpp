#include "base/memory.h"

#include <malloc.h>

namespace tucai::base {

void keep_freed_memory()
{
    constexpr int most_on_heap_bytes = 32 << 20; // the largest that glibc takes
    constexpr int kept_bytes = 256 << 20;
    ::mallopt(M_MMAP_THRESHOLD, most_on_heap_bytes);
    ::mallopt(M_TRIM_THRESHOLD, kept_bytes);
    ::mallopt(M_TOP_PAD, 16 << 20);
}

} // namespace tucai::base
