#include "measure/head_box.h"

#include <cmath>

namespace tucai::measure {

Result<HeadBox> measure_head_box(const HeadPoints& p)
{
    for (const double v : {p.hair_top_y, p.left_eye.x, p.left_eye.y, p.right_eye.x, p.right_eye.y,
                           p.left_cheek.x, p.right_cheek.x, p.chin.y})
        if (!std::isfinite(v))
            return fail(ErrorCode::InvalidInput, "A point of the head is no number.");
    HeadBox box;
    box.hair_top_px = p.hair_top_y;
    box.eye_line_px = (p.left_eye.y + p.right_eye.y) / 2;
    box.face_width_px = p.right_cheek.x - p.left_cheek.x;
    box.centre_px = (p.left_eye.x + p.right_eye.x) / 2;
    box.inter_eye_px = std::hypot(p.right_eye.x - p.left_eye.x, p.right_eye.y - p.left_eye.y);
    if (p.hair_top_y >= box.eye_line_px || box.face_width_px <= 0 || p.right_eye.x <= p.left_eye.x ||
        p.chin.y <= box.eye_line_px)
        return fail(ErrorCode::InvalidInput, "The points of the head cross.");
    return box;
}

} // namespace tucai::measure
