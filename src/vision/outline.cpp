#include "vision/outline.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace tucai::vision {
namespace {

/// The greatest piece of a mask, small holes filled.
cv::Mat one_piece(const cv::Mat& mask, int largest_hole_px)
{
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    cv::Mat piece = mask.clone();
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8);
    if (count > 2) {
        int best = 1;
        for (int i = 2; i < count; ++i)
            if (stats.at<int>(i, cv::CC_STAT_AREA) > stats.at<int>(best, cv::CC_STAT_AREA))
                best = i;
        piece = labels == best;
    }
    const int holes = cv::connectedComponentsWithStats(piece == 0, labels, stats, centres, 4);
    for (int i = 1; i < holes; ++i)
        if (stats.at<int>(i, cv::CC_STAT_AREA) < largest_hole_px)
            piece.setTo(255, labels == i);
    return piece;
}

/// Marked pixels further than `px` from any that is not; measured at half the size, which is plenty here.
cv::Mat far_inside(const cv::Mat& marked, double px)
{
    cv::Mat half;
    cv::resize(marked, half, {marked.cols / 2, marked.rows / 2}, 0, 0, cv::INTER_NEAREST);
    cv::Mat distance;
    cv::distanceTransform(half, distance, cv::DIST_L2, cv::DIST_MASK_3);
    cv::Mat far = distance > px / 2;
    cv::resize(far, far, marked.size(), 0, 0, cv::INTER_NEAREST);
    return far;
}

} // namespace

Outline outline_of(const cv::Mat& mask, const cv::Mat& cover, double chin_y_px, double face_height_px)
{
    Outline outline;
    outline.torso.create(mask.size(), CV_32F);
    for (int y = 0; y < mask.rows; ++y) {
        const double t = (y - chin_y_px + 0.05 * face_height_px) / (0.25 * face_height_px);
        outline.torso.row(y).setTo(std::clamp(t, 0.0, 1.0));
    }
    outline.person = mask.clone();
    outline.person.setTo(1, far_inside(mask > 0.9, 12));
    outline.person.setTo(0, far_inside(mask <= 0.1, 24));

    const cv::Mat inside = one_piece(outline.person > 0.5, 400);
    cv::Mat depth_inside;
    cv::Mat depth_outside;
    cv::distanceTransform(inside, depth_inside, cv::DIST_L2, cv::DIST_MASK_5);
    cv::distanceTransform(inside == 0, depth_outside, cv::DIST_L2, cv::DIST_MASK_5);
    outline.depth_px = depth_inside - depth_outside;

    // Hair needs more room on both sides of the outline than cloth.
    const cv::Mat deep = 5.5 - 2 * outline.torso;
    const cv::Mat far = -(14 - 6 * outline.torso);
    outline.covered = cover > 0.999;
    outline.sure_person = (outline.depth_px > deep) & (outline.person > 0.9);
    outline.sure_wall = (outline.depth_px < far) & (outline.person < 0.1) & outline.covered;
    const cv::Moments moments = cv::moments(outline.sure_person, true);
    outline.middle_x = moments.m00 > 0 ? cvRound(moments.m10 / moments.m00) : mask.cols / 2;
    return outline;
}

} // namespace tucai::vision
