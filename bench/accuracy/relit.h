#pragma once

#include "image/image.h"

#include <cstdint>

namespace tucai::bench {

/// Linear light of a coded value, 0..1 (IEC 61966-2-1).
double linear_of(std::uint8_t coded);

/// Coded value of linear light, clipped to 0..1 as a sensor does; by a table fine enough to round as the
/// formula does but at a rare edge.
std::uint8_t coded_of(double linear);

/// Each pixel's linear values through `light(x, y, channel, linear)`; x and y are pixel centres.
template <class Light> image::Image relit(const image::Image& picture, const Light& light)
{
    image::Image out(picture.width, picture.height);
    for (int y = 0; y < picture.height; ++y)
        for (int i = 0; i < picture.width * 3; ++i)
            out.row(y)[i] = coded_of(light(i / 3 + 0.5, y + 0.5, i % 3, linear_of(picture.row(y)[i])));
    return out;
}

} // namespace tucai::bench
