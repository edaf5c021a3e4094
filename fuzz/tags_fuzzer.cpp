// Foreign bytes through the readers of tags and of a JPEG's coefficients.

#include "image/jpeg_coefficients.h"
#include "image/tags.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t most_bytes = 1U << 16U; // larger files only take longer
    if (size > most_bytes)
        return 0;
    const std::vector<std::uint8_t> block(data, data + size);
    for (const auto& tags :
         {tucai::image::read_tags({data, size}), tucai::image::read_tags({}, {block, block})}) {
        if (tags.tools.size() > 32)
            std::abort();
        for (const auto& tool : tags.tools)
            if (tool.size() > 256)
                std::abort();
    }
    if (const auto histograms = tucai::image::read_luma_histograms({data, size}, 256))
        for (const auto& histogram : *histograms)
            if (histogram.step < 0 || histogram.step > 65'535)
                std::abort();
    return 0;
}
