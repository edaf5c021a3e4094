#pragma once

#include "vision/face_detector.h"

#include <cstddef>
#include <span>

namespace tucai::guard {

/// Whose picture it is, where several faces are seen.
struct Subject {
    std::size_t index = 0;  ///< into the faces given
    double rival_ratio = 0; ///< area of the largest other face to that of this one; 0: no other
};

/// The largest face, where one is clearly so; of faces of much the same size the one nearer to the picture's
/// middle, since that is whom the photographer aimed at. Each face counts with its area times its nearness: 1
/// in the middle, 0 in a corner. Needs: at least one face, the picture's size in the same pixels.
Subject subject_of(std::span<const vision::DetectedFace> faces, double width, double height);

} // namespace tucai::guard
