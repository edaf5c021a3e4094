#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "base/view.h"

#include <vector>

namespace tucai::measure {

/// A made photo's matte and where the body lies in it. Both views have the photo's size.
struct MatteScene {
    base::View alpha; ///< Float, 0..1: the matte
    base::View
        person; ///< Float, 0..1: a coarse mask of the person that knows no wall, found apart from the matte
    std::vector<base::Point> face;         ///< outline of the face, photo px, at least 3 points
    double chin_y_px = 0;                  ///< photo px
    bool source_reaches_lower_edge = true; ///< the source covers the photo's last row
};

/// What a matte may have lost. Ratios 0..1.
struct MatteWhole {
    double torso_alpha_ratio = 0; ///< mean alpha in the torso's hull; wanted >= 0.95
    double lower_edge_alpha_ratio =
        0; ///< mean alpha of the last row where the person reaches it; 1 where the source does not
    double second_component_ratio =
        0;                 ///< greatest piece apart from the person / pixels of the photo; wanted < 0.0005
    double hole_ratio = 0; ///< pixels of holes inside face and torso / pixels of the photo
};

/// Measures whether a matte kept the whole person.
///
/// Needs: two Float views of one size, at least 16 x 16. Gives: pure, O(pixels).
/// Torso's hull: in the rows of the lower third that lie below the chin, from the first to the last pixel of
/// each row with person > 0.5, moved inward by 1/60 of the width (the mask is coarse), and above the lowest
/// eighth only where person > 0.8 (between neck and hanging hair lies wall); holes: pixels of the face's
/// outline or the torso's hull in 4-connected pieces of alpha <= 0.5 that do not touch the photo's rim (what
/// is open to the wall is no hole: the torso's mean alpha finds it); pieces apart: 8-connected pieces of
/// alpha > 0.5 other than the greatest. Fails: InvalidInput. Source: design, "Whole".
Result<MatteWhole> measure_matte_whole(const MatteScene& scene);

} // namespace tucai::measure
