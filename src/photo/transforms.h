#pragma once

#include "base/geometry.h"
#include "image/decode.h"

namespace tucai::photo {

/// a, then b.
inline base::Transform then(const base::Transform& a, const base::Transform& b)
{
    return {a.scale * b.scale, b.scale * a.tx + b.tx, b.scale * a.ty + b.ty};
}

inline base::Transform inverse(const base::Transform& t)
{
    return {1 / t.scale, -t.tx / t.scale, -t.ty / t.scale};
}

inline base::Box carried(const base::Box& box, const base::Transform& by)
{
    const auto corner = by.apply({box.x, box.y});
    return {corner.x, corner.y, box.width * by.scale, box.height * by.scale};
}

/// Upright source px to decoded px.
inline base::Transform decoded_from_source(const image::Decoded& decoded)
{
    return {decoded.scale, decoded.offset_x, decoded.offset_y};
}

} // namespace tucai::photo
