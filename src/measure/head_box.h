#pragma once

#include "base/geometry.h"
#include "base/result.h"

namespace tucai::measure {

/// Points of one head, in pixels of one picture (y downward).
struct HeadPoints {
    double hair_top_y = 0;   ///< highest hair, from the person's mask or matte
    base::Point left_eye;    ///< pupil further left in the picture
    base::Point right_eye;   ///< the other pupil
    base::Point left_cheek;  ///< widest point of the face further left in the picture, ear left out
    base::Point right_cheek; ///< the other
    base::Point chin;        ///< lowest point of the chin
};

/// Lengths of a head in the pixels of its points.
struct HeadBox {
    double hair_top_px = 0;    ///< top edge to the highest hair; may be negative before framing
    double eye_line_px = 0;    ///< top edge to the middle between the pupils
    double face_width_px = 0;  ///< cheek to cheek along x
    double centre_px = 0;      ///< left edge to the middle between the pupils
    double inter_eye_px = 0;   ///< between the pupils, in the plane of the picture
    double chin_px = 0;        ///< top edge to the lowest point of the chin
    double head_height_px = 0; ///< highest hair to chin; what texts call crown to chin, or length of the head
};

/// Measures the lengths that framing and the rules of `frame.*` read.
///
/// Needs: finite coordinates. Gives: pure, O(1).
/// Fails: InvalidInput when the points cross: hair below the eyes, cheeks or eyes swapped, chin above the
/// eyes. Source: docs/rules/frame.md, "What is measured".
Result<HeadBox> measure_head_box(const HeadPoints& points);

} // namespace tucai::measure
