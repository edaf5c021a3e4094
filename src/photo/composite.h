#pragma once

#include "image/image.h"
#include "rules/profile.h"
#include "vision/matte.h"

namespace tucai::photo {

/// The frame on a new background: `alpha * foreground + (1 - alpha) * background`, in coded sRGB. Where alpha
/// is 1 the frame's own pixel stays to the bit. Needs: a matte of the frame's size.
image::Image composite(const image::Image& frame, const vision::Matte& matte,
                       const rules::Colour& background);

/// The highest row in which alpha reaches one half over at least 3 pixels; the photo's height where none
/// does.
int hair_top_of(const image::Plane& alpha);

} // namespace tucai::photo
