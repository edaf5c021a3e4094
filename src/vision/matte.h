#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "image/image.h"
#include "image/plane.h"

#include <string_view>

namespace tucai::vision {

/// A frame to be matted: the photo before its background is changed, at the photo's own size.
struct MatteScene {
    const image::Image& frame;  ///< where the source does not reach, its border is repeated
    const image::Plane& cover;  ///< 0..1: share of each pixel that the source covers
    const image::Plane& person; ///< 0..1: the coarse mask of the person in the same pixels
    base::Box face;             ///< the face's mesh, frame px
    double forehead_y_px = 0;   ///< mesh 10, frame px
    double chin_y_px = 0;       ///< mesh 152, frame px
};

/// Alpha, and the colours that shine through it. Both are of coded sRGB: a photo on a new background is
/// `alpha * foreground + (1 - alpha) * background`.
struct Matte {
    image::Plane alpha;      ///< 0..1
    image::Image foreground; ///< the person without the wall's colour; equals the frame where alpha is 1
    double confidence = 0; ///< 0..1: share of the person's edge where the wall could be told from the person
};

/// One way to make a matte. Thread-safe, pure: same scene, same bits.
class MatteMaker {
public:
    MatteMaker() = default;
    MatteMaker(const MatteMaker&) = delete;
    MatteMaker& operator=(const MatteMaker&) = delete;
    virtual ~MatteMaker() = default;

    /// "wall" or "rvm".
    virtual std::string_view name() const = 0;
    /// Whether the person's mask should be looked for in the frame itself; else a coarser one does.
    virtual bool wants_fine_mask() const = 0;
    /// Fails: InvalidInput (sizes differ), Internal.
    virtual Result<Matte> make(const MatteScene& scene) const = 0;
};

} // namespace tucai::vision
