#include "measure/geometry_measures.h"

#include "measure/expression.h"
#include "measure/eyelids.h"
#include "measure/gaze.h"
#include "measure/head_pose.h"
#include "measure/source_framing.h"

#include <cmath>

namespace tucai::measure {
namespace {

void add_eyes(const Face& face, double yaw_deg, NamedList& list)
{
    const auto eyes = measure_eye_openings(face);
    list.push_back({"eye_opening_ratio", eyes.smaller().width_ratio, 1, eyes.smaller().region});
    list.push_back({"left_eye_opening_ratio", eyes.left.width_ratio, 1, eyes.left.region});
    list.push_back({"right_eye_opening_ratio", eyes.right.width_ratio, 1, eyes.right.region});
    list.push_back(
        {"eyes_open_ratio", std::min(eyes.left.face_ratio, eyes.right.face_ratio), 1, eyes.smaller().region});
    // Where the lids hide the iris nobody can say where it looks.
    const double confidence = eyes.smaller().width_ratio > 0.2 ? 1 : 0.3;
    const auto gaze = measure_gaze(face, yaw_deg);
    const double right = eyes.right.region.right();
    const base::Box both{eyes.left.region.x, std::min(eyes.left.region.y, eyes.right.region.y),
                         right - eyes.left.region.x,
                         std::max(eyes.left.region.height, eyes.right.region.height)};
    list.push_back({"gaze_sideways_deg", gaze.sideways_deg, confidence, both});
    list.push_back({"gaze_upward_deg", gaze.upward_deg, confidence, both});
}

void add_expression(const Face& face, NamedList& list)
{
    const auto expression = measure_expression(face);
    list.push_back({"lip_corner_to_chin_ratio", expression.lip_corner_to_chin_ratio, 1, expression.region});
    list.push_back({"lip_corner_to_eye_ratio", expression.lip_corner_to_eye_ratio, 1, expression.region});
    if (face.happy_to_neutral) {
        list.push_back({"happy_to_neutral_log_odds", *face.happy_to_neutral, 1, expression.region});
        list.push_back(
            {"smile_log_odds", smile_log_odds(expression, *face.happy_to_neutral), 1, expression.region});
    }
}

} // namespace

NamedList geometry_measures(const Face& face)
{
    NamedList list;
    const auto pose = measure_head_pose(face.points, face.depth);
    list.push_back({"yaw_deg", pose.yaw_deg, 1, {}});
    list.push_back({"pitch_deg", pose.pitch_deg, 1, {}});
    list.push_back({"roll_deg", pose.roll_deg, 1, {}});
    add_eyes(face, pose.yaw_deg, list);
    add_expression(face, list);
    const auto framing = measure_source_framing(face, pose.yaw_deg);
    list.push_back({"straight_inter_eye_px", framing.inter_eye_px / face.source_scale, 1, {}});
    list.push_back({"source_head_size_ratio", framing.head_size_ratio, 1, {}});
    list.push_back({"source_leftward_crop", framing.leftward_crop, 1, {}});
    list.push_back({"source_rightward_crop", framing.rightward_crop, 1, {}});
    list.push_back({"source_margin_above_ratio", framing.margin_above_ratio, 1, {}});
    list.push_back({"source_margin_below_ratio", framing.margin_below_ratio, 1, {}});
    return list;
}

} // namespace tucai::measure
