// Foreign JSON through its guarded door: refused with a code, or a value that can be copied, written and read
// again as the same.

#include "base/json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

int depth_of(const nlohmann::json& value)
{
    int deepest = 0;
    if (value.is_structured())
        for (const auto& member : value)
            deepest = std::max(deepest, depth_of(member));
    return value.is_structured() ? deepest + 1 : 0;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
    const tucai::base::JsonLimits limits{10'000, 16};
    const auto parsed = tucai::base::parse_limited(text, limits);
    if (!parsed)
        return 0;
    const auto copy =
        *parsed; // NOLINT(performance-unnecessary-copy-initialization): copying is what is tried
    if (size > limits.size_bytes || depth_of(copy) > limits.depth)
        std::abort();
    const auto again = tucai::base::parse_limited(copy.dump(), {1'000'000, limits.depth});
    if (!again || *again != *parsed)
        std::abort();
    return 0;
}
