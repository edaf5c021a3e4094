#pragma once

#include "measure/face.h"

#include <optional>

namespace tucai::measure {

/// How sharp a face is.
struct Sharpness {
    /// Width of its edges in the direction in which it is least sharp: sigma of the Gaussian that would make
    /// them of sharp ones, as a share of the distance of the pupils. Clean pictures .005-.010 (skin has an
    /// edge width of its own), a careful person refuses from .0112.
    double blur_ratio = 0;
    double least_blur_ratio = 0; ///< the same in the direction in which the edges are sharpest
    /// ln of how much sharper the sharpest direction is than the least sharp. Known only from 100 px between
    /// the pupils.
    std::optional<double> motion;
    double motion_deg = 0; ///< direction of the movement, clockwise from the picture's right, -90..90

    /// Whether the camera or the head moved: motion above .12, which 57 of 60 defocused faces stay under and
    /// 58 of 60 moved ones do not. Where nobody can tell, nothing moved.
    bool is_moved() const { return motion && *motion > 0.12; }
    /// The width that movement gives: blur_ratio where something moved, else 0.
    double motion_blur_ratio() const { return is_moved() ? blur_ratio : 0; }
    /// The width that a lens gives: in the sharpest direction where something moved, else blur_ratio.
    double defocus_ratio() const { return is_moved() ? least_blur_ratio : blur_ratio; }
};

/// ISO/IEC 29794-5, sharpness, our own measure: how much the energy of gradients falls where a face, scaled
/// to a fixed size, is blurred once more. A wide edge loses little, a sharp one much. The floor of noise is
/// taken off first.
///
/// Needs: a patch with 100 px between the pupils; `source_inter_eye_px` of the picture it was cut from.
/// Fails: none where the face shows nothing to measure. Pure. Source: docs/rules/frame.md, "Sharpness".
std::optional<Sharpness> measure_sharpness(const FacePatch& patch, double source_inter_eye_px);

} // namespace tucai::measure
