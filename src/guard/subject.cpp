#include "guard/subject.h"

#include <algorithm>
#include <cmath>

namespace tucai::guard {

Subject subject_of(std::span<const vision::DetectedFace> faces, double width, double height)
{
    const double half_diagonal = std::hypot(width, height) / 2;
    const auto claim = [&](const vision::DetectedFace& face) {
        const auto centre = face.box.centre();
        const double away = std::hypot(centre.x - width / 2, centre.y - height / 2) / half_diagonal;
        return face.box.area() * std::max(1 - away, 0.0);
    };
    Subject subject;
    for (std::size_t i = 1; i < faces.size(); ++i)
        if (claim(faces[i]) > claim(faces[subject.index]))
            subject.index = i;
    for (std::size_t i = 0; i < faces.size(); ++i)
        if (i != subject.index)
            subject.rival_ratio =
                std::max(subject.rival_ratio, faces[i].box.area() / faces[subject.index].box.area());
    return subject;
}

} // namespace tucai::guard
