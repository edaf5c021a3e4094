#pragma once

#include "measure/face.h"

#include <optional>

namespace tucai::measure {

/// One eye's points: its corners, its lids as left_eye_numbers gives them, and its iris.
struct EyeCorners {
    std::size_t one = 0;
    std::size_t other = 0;
    std::span<const int> lids;
    std::size_t iris = 0;
};

/// Where the dark of an eye lies: the middle of what is dark between the lids, iris and pupil, weighed by how
/// dark it is, within an iris's reach of itself. A network moves its iris half as far as the eye does.
///
/// Needs: a face that check_face takes. Gives: picture px; nothing where the lids hold fewer than 20 pixels
/// or nothing that is darker than the rest. Pure.
std::optional<base::Point> dark_place(const Face& face, const EyeCorners& eye);

} // namespace tucai::measure
