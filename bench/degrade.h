#pragma once

#include "base/result.h"
#include "image/image.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace tucai::bench {

/// What a photo of an admission file has been through, in this order: made small, printed and scanned (blur,
/// colours faded to a grey cast, contrast lost, a little noise), stored as a poor JPEG, cut by a few pixels
/// and stored once more.
struct Wear {
    std::string_view name;
    double face_width_px = 0; ///< the face is scaled to this width, never up
    double blur_px = 0;       ///< sigma, after scaling
    double saturation = 1;    ///< 1 keeps colours, 0 is grey
    double lift = 0;          ///< by how much black is lifted and white lowered, of 1
    double noise = 0;         ///< sigma, levels of 255; the same grain in every run
    int jpeg_quality = 90;    ///< both times, with chroma halved
};

/// Wears a picture out, exactly and always alike. Needs: the width of its face in pixels. Gives a JPEG.
/// Fails: InvalidInput, and as image::decode.
Result<std::vector<std::uint8_t>> degrade(const image::Image& picture, double face_width_px,
                                          const Wear& wear);

} // namespace tucai::bench
