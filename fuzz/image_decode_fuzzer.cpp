// Foreign bytes through the decoders that run in this process: JPEG, PNG, WebP.

#include "image/decode.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t most_bytes = 1U << 16U; // larger files only take longer
    if (size > most_bytes)
        return 0;
    tucai::image::DecodeOptions options;
    options.limits.max_pixels = 300'000;
    options.limits.min_side_px = 1;
    options.enough_long_side_px = size % 3 == 0 ? 64 : 0;
    options.heif_program = "/nonexistent"; // another process is another harness's
    const auto decoded = tucai::image::decode({data, size}, options);
    if (decoded && decoded->image.rgb.size() != static_cast<std::size_t>(decoded->image.width) *
                                                    static_cast<std::size_t>(decoded->image.height) * 3)
        std::abort();
    return 0;
}
