#include "photo/portrait.h"

#include "image/opencv.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace tucai::photo {
namespace {

/// The piece of mask > 0.5 that lies under the face; 0 or 255, CV_8U. Empty where there is none.
cv::Mat piece_under(const cv::Mat& mask, cv::Point face)
{
    const cv::Mat inside = mask > 0.5F;
    if (inside.at<std::uint8_t>(face) == 0)
        return {};
    cv::Mat labels;
    cv::connectedComponents(inside, labels, 8);
    return labels == labels.at<int>(face);
}

/// The uppermost row of one column at the mask's side in which the person is; absent where none is.
std::optional<int> first_row(const cv::Mat& piece, int column)
{
    for (int y = 0; y < piece.rows; ++y)
        if (piece.at<std::uint8_t>(y, column) != 0)
            return y;
    return std::nullopt;
}

/// The row, to a fraction of a mask pixel, where the person begins within some columns; 0 at the upper edge.
double top_row(const cv::Mat& mask, const cv::Mat& piece, int from, int to)
{
    for (int y = 0; y < piece.rows; ++y) {
        const int count = cv::countNonZero(piece(cv::Rect(from, y, to - from, 1)));
        if (count < 2)
            continue;
        if (y == 0)
            return 0;
        // Between this row and the one above the mask crosses one half.
        float here = 0;
        float above = 0;
        for (int x = from; x < to; ++x) {
            if (mask.at<float>(y, x) > here) {
                here = mask.at<float>(y, x);
                above = mask.at<float>(y - 1, x);
            }
        }
        const double back = here > above ? std::clamp((here - 0.5) / (here - above), 0.0, 1.0) : 0.0;
        return y + 0.5 - back;
    }
    return 0;
}

} // namespace

base::Box portrait_area(const vision::FaceMesh& mesh, int picture_width, int picture_height)
{
    const auto face = mesh.bounds();
    const double width = std::max(face.width, 1.0);
    const double eye_x = (mesh.left_pupil().x + mesh.right_pupil().x) / 2;
    const double eye_y = (mesh.left_pupil().y + mesh.right_pupil().y) / 2;
    const double left = std::floor(std::clamp(eye_x - 1.75 * width, 0.0, picture_width - 1.0));
    const double right =
        std::ceil(std::clamp(eye_x + 1.75 * width, left + 1, static_cast<double>(picture_width)));
    const double top = std::floor(std::clamp(eye_y - 1.9 * width, 0.0, picture_height - 1.0));
    const double bottom =
        std::ceil(std::clamp(eye_y + 2.7 * width, top + 1, static_cast<double>(picture_height)));
    return {left, top, right - left, bottom - top};
}

PersonReach measure_reach(const image::Plane& mask, const base::Box& area, int picture_width,
                          const vision::FaceMesh& mesh)
{
    const double fx = area.width / mask.width;
    const double fy = area.height / mask.height;
    PersonReach reach;
    reach.hair_top_y = mesh.forehead().y - 0.35 * (mesh.chin().y - mesh.forehead().y);
    const auto to_mask_x = [&](double x) {
        return std::clamp(static_cast<int>((x - area.x) / fx), 0, mask.width - 1);
    };
    const auto to_mask_y = [&](double y) {
        return std::clamp(static_cast<int>((y - area.y) / fy), 0, mask.height - 1);
    };
    const auto face = mesh.bounds();
    const cv::Mat values = image::as_mat(mask);
    const cv::Mat piece = piece_under(values, {to_mask_x(face.centre().x), to_mask_y(face.centre().y)});
    if (piece.empty())
        return reach;
    const int from = to_mask_x(face.x - 0.4 * face.width);
    const int to = to_mask_x(face.right() + 0.4 * face.width) + 1;
    const double top = top_row(values, piece, from, to);
    reach.hair_top_y = std::min(area.y + top * fy, mesh.forehead().y);
    // The mask is blunt at the rim: hair within 1.5 of its pixels of the upper edge reaches it.
    reach.hair_is_cut = area.y <= 0 && top < 1.5;
    if (area.x <= 0)
        if (const auto row = first_row(piece, 0))
            reach.left_cut_y = area.y + *row * fy;
    if (area.right() >= picture_width)
        if (const auto row = first_row(piece, mask.width - 1))
            reach.right_cut_y = area.y + *row * fy;
    return reach;
}

} // namespace tucai::photo
