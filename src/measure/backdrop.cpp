#include "measure/backdrop.h"

#include "measure/face.h"

#include <cmath>

namespace tucai::measure {

Result<> check_backdrop(const Backdrop& backdrop)
{
    const auto& frame = backdrop.frame;
    const auto is_same_size = [&frame](const base::View& view) {
        return view.width == frame.width && view.height == frame.height &&
               view.format == base::PixelFormat::Float;
    };
    if (frame.format != base::PixelFormat::Rgb8 || frame.width < 32 || frame.height < 32 ||
        !is_same_size(backdrop.alpha) || !is_same_size(backdrop.cover) ||
        !(backdrop.person.is_empty() || is_same_size(backdrop.person)))
        return fail(
            ErrorCode::InvalidInput,
            "A backdrop is an RGB frame of at least 32 x 32, with alpha, cover and any mask of its size.");
    if (backdrop.points.size() != Face::all_points)
        return fail(ErrorCode::InvalidInput, "A face has 478 points.");
    for (const auto& point : backdrop.points)
        if (!std::isfinite(point.x) || !std::isfinite(point.y))
            return fail(ErrorCode::InvalidInput, "A point of the face is no place.");
    return {};
}

} // namespace tucai::measure
