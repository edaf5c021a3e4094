#include "photo/prints.h"

#include "image/encode.h"

#include <cmath>

namespace tucai::photo {

Result<std::vector<std::uint8_t>> cut_print(const image::Image& photo, const rules::PrintSize& print)
{
    if (print.width_px < 1 || print.height_px < 1 || print.width_px > photo.width ||
        print.height_px > photo.height || !(print.width_mm > 0))
        return fail(ErrorCode::InvalidInput, "The print " + print.name + " cannot be cut out of this photo.");
    constexpr double mm_per_inch = 25.4;
    auto view = photo.view();
    view.data += static_cast<std::ptrdiff_t>((photo.width - print.width_px) / 2) * 3;
    view.width = print.width_px;
    view.height = print.height_px;
    image::JpegOptions options;
    options.quality = 95;
    options.dpi = static_cast<int>(std::lround(print.width_px * mm_per_inch / print.width_mm));
    return image::encode_jpeg(view, options);
}

} // namespace tucai::photo
