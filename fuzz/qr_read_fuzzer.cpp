// A small grey picture of any pixels: the first byte is its width, the rest its rows, stretched four times.

#include "image/qr_read.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace tucai;
    constexpr int stretch = 4;
    if (size < 2 || size > 4096)
        return 0;
    const int width = std::max<int>(1, data[0]);
    const int height = static_cast<int>(size - 1) / width;
    if (height < 1)
        return 0;
    const int wide = width * stretch;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(wide) *
                                     static_cast<std::size_t>(height * stretch));
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto x = i % static_cast<std::size_t>(wide) / stretch;
        const auto y = i / static_cast<std::size_t>(wide) / stretch;
        pixels[i] = data[1 + y * static_cast<std::size_t>(width) + x];
    }
    const auto texts =
        image::read_qr({pixels.data(), wide, height * stretch, wide, base::PixelFormat::Grey8});
    return texts && texts->empty() ? 1 : 0;
}
