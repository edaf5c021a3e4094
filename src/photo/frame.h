#pragma once

#include "base/geometry.h"
#include "measure/head_box.h"
#include "rules/profile.h"

#include <optional>
#include <string>
#include <vector>

namespace tucai::photo {

/// What framing must know of a source: its size, the head in it, and where its rim cuts the person.
struct FrameScene {
    int width = 0;  ///< source px
    int height = 0; ///< source px
    measure::HeadPoints head;
    bool hair_is_cut = false;          ///< hair reaches the source's upper edge
    std::optional<double> left_cut_y;  ///< uppermost row in which the person reaches the left edge, source px
    std::optional<double> right_cut_y; ///< the same on the right
};

/// A crop and a scale of the source; nothing else is done to its geometry.
struct Frame {
    base::Transform to_photo; ///< upright source px to photo px
    measure::HeadBox head;    ///< as it will lie on the photo
    double side_cut_px = 0;   ///< how far the frame goes beyond a side that cuts the person, photo px
    std::vector<std::string>
        broken; ///< bands that cannot hold: hair_top eye_line face_width head_height centre sides scale
    bool fits() const { return broken.empty(); }
};

/// Solves scale and crop for all bands at once, preferring each band's wanted value.
///
/// The frame never goes below the source's lower edge; beyond its sides or its top only where the person is
/// not cut by them. Up-scaling only where nothing else keeps the lower edge, and then `broken` says "scale".
/// Where no crop holds all bands, gives the one that breaks them least, and names what is broken.
/// Needs: a head that measure_head_box takes. Pure, deterministic. Fails: InvalidInput.
Result<Frame> solve_frame(const FrameScene& scene, const rules::Profile& profile);

} // namespace tucai::photo
