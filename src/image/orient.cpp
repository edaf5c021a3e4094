#include "image/orient.h"

#include "image/opencv.h"

namespace tucai::image {

Image upright(Image stored, int orientation)
{
    if (orientation < 2 || orientation > 8)
        return stored;
    Image turned(swaps_sides(orientation) ? stored.height : stored.width,
                 swaps_sides(orientation) ? stored.width : stored.height);
    auto target = as_mat(turned);
    const auto source = as_mat(stored);
    switch (orientation) {
    case 2:
        cv::flip(source, target, 1);
        break;
    case 3:
        cv::rotate(source, target, cv::ROTATE_180);
        break;
    case 4:
        cv::flip(source, target, 0);
        break;
    case 5:
        cv::transpose(source, target);
        break;
    case 6:
        cv::rotate(source, target, cv::ROTATE_90_CLOCKWISE);
        break;
    case 7:
        cv::transpose(source, target);
        cv::flip(target, target, -1); // in place: no third picture in memory
        break;
    default:
        cv::rotate(source, target, cv::ROTATE_90_COUNTERCLOCKWISE);
        break;
    }
    return turned;
}

} // namespace tucai::image
