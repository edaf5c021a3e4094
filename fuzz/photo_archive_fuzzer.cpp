// A heap of admission photos as a ZIP: what is taken stays within the limits and inside the archive, or the
// heap is refused with a reason.

#include "collect/references/photo_archive.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace tucai;
    collect::PhotoHeapLimits limits;
    limits.bytes = 1U << 20U;
    limits.entries = 50;
    limits.entry_bytes = 1U << 20U;
    limits.all_bytes = 4U << 20U;
    std::size_t all_bytes = 0;
    const collect::HeapReader reader{[&](const collect::HeapFile& file) -> Result<> {
                                         all_bytes += file.bytes.size();
                                         const bool leads_out = file.path.empty() ||
                                                                file.path.front() == '/' ||
                                                                file.path.starts_with("../") ||
                                                                file.path.find("/../") != std::string::npos ||
                                                                file.path.find('\\') != std::string::npos;
                                         if (leads_out || file.bytes.size() > limits.entry_bytes ||
                                             all_bytes > limits.all_bytes || file.format.empty())
                                             std::abort();
                                         return {};
                                     },
                                     [](const collect::RefusedFile&) {}};
    const auto done = collect::read_photo_archive({data, size}, limits, reader);
    if (!done && (done.error().message.empty() || done.error().code == ErrorCode::Internal))
        std::abort();
    return 0;
}
