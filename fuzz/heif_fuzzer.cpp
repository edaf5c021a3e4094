// Foreign bytes through libheif in its own process, as the engine does it: never a crash here, never a hang.

#include "base/files.h"
#include "image/decode.h"

#include <cstddef>
#include <cstdint>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t most_bytes = 1U << 16U; // larger files only take longer
    if (size > most_bytes)
        return 0;
    // A head that the sniffing takes, so that every input reaches the process.
    std::vector<std::uint8_t> bytes = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c',
                                       0, 0, 0, 0,  'm', 'i', 'f', '1', 'h', 'e', 'i', 'c'};
    const bool has_head = size > 12 && data[4] == 'f' && data[5] == 't' && data[6] == 'y' && data[7] == 'p';
    if (has_head)
        bytes.clear();
    bytes.insert(bytes.end(), data, data + size);
    tucai::image::DecodeOptions options;
    options.limits.max_pixels = 300'000;
    options.limits.min_side_px = 1;
    options.heif_limit_ms = 800; // what spins is killed long before libFuzzer's own patience ends
    options.heif_program = tucai::base::program_folder() + "/tucai-heif";
    (void)tucai::image::decode(bytes, options);
    return 0;
}
