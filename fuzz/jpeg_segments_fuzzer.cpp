// Foreign bytes through the only bytes that are parsed by hand: JPEG segments and EXIF.

#include "image/jpeg_segments.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t most_bytes = 1U << 16U; // larger files only take longer
    if (size > most_bytes)
        return 0;
    const auto segments = tucai::image::read_jpeg_segments({data, size});
    if (segments.orientation < 1 || segments.orientation > 8 || segments.icc.size() > size)
        std::abort();
    const int orientation = tucai::image::exif_orientation({data, size});
    if (orientation < 1 || orientation > 8)
        std::abort();
    return 0;
}
