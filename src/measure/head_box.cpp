#include "measure/head_box.h"

#include <cmath>

namespace tucai::measure {

Result<HeadBox> measure_head_box(const HeadPoints& p)
{
    bool is_finite = std::isfinite(p.hair_top_y);
    for (const auto& point : {p.left_eye, p.right_eye, p.left_cheek, p.right_cheek, p.chin})
        is_finite = is_finite && std::isfinite(point.x) && std::isfinite(point.y);
    if (!is_finite)
        return fail(ErrorCode::InvalidInput, "A point of the head is no number.");
    HeadBox box;
    box.hair_top_px = p.hair_top_y;
    box.eye_line_px = (p.left_eye.y + p.right_eye.y) / 2;
    box.face_width_px = p.right_cheek.x - p.left_cheek.x;
    box.centre_px = (p.left_eye.x + p.right_eye.x) / 2;
    box.inter_eye_px = std::hypot(p.right_eye.x - p.left_eye.x, p.right_eye.y - p.left_eye.y);
    box.chin_px = p.chin.y;
    box.head_height_px = p.chin.y - p.hair_top_y;
    if (p.hair_top_y >= box.eye_line_px || box.face_width_px <= 0 || p.right_eye.x <= p.left_eye.x ||
        p.chin.y <= box.eye_line_px)
        return fail(ErrorCode::InvalidInput, "The points of the head cross.");
    return box;
}

} // namespace tucai::measure
