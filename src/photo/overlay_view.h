#pragma once

#include "base/geometry.h"
#include "photo/marks.h"
#include "photo/studio.h"
#include "rules/profile.h"
#include "rules/verdict.h"

#include <optional>
#include <string>
#include <vector>

namespace tucai::photo {

/// Where the shot lies on the overlay's canvas.
struct ShotView {
    base::Box area;                   ///< canvas px: the shot, and what of the photo's frame lies outside it
    base::Box shot;                   ///< canvas px: the shot itself
    base::Transform to_canvas;        ///< upright source px to canvas px
    base::Transform pixels_to_canvas; ///< px of Outcome::upright to canvas px
    std::optional<base::Box> frame;   ///< canvas px: the photo's frame
    double photo_px = 1;              ///< canvas px for one px of the photo; 1 without a frame
};

/// Fits the shot, with the photo's frame where that reaches beyond it, into at most `most_width` x
/// `most_height` canvas px, small shots enlarged. Needs: decoded pixels. Pure.
ShotView view_of(const Outcome& outcome, const rules::Profile& profile, double most_width,
                 double most_height);

/// A band of the profile drawn along the frame's rim, and the line that was measured.
struct BandRule {
    bool is_upright = false; ///< along the left rim, else along the upper or lower one
    base::Box band; ///< canvas px: where the measured line must lie (face width: where its right end)
    base::Box mirrored_band; ///< of the face width's left end; empty for the others
    base::Point from;        ///< canvas px: of the measured line
    base::Point to;
    rules::Verdict verdict = rules::Verdict::Pass; ///< of that length alone
    std::string label;                             ///< such as "Hair top 76 px (50-110 wanted)"
};

/// Hair top, eye line, face width and centre of the photo's frame. Needs: a frame. Pure.
std::vector<BandRule> band_rules(const Outcome& outcome, const rules::Profile& profile, const ShotView& view,
                                 rules::Language language);

/// A box carried by a transform.
base::Box carried(const base::Box& box, const base::Transform& by);

} // namespace tucai::photo
