#pragma once

#include "rules/profile.h"
#include "rules/verdict.h"

#include <string>

namespace tucai::rules {

/// For tests: measures of a photo that a profile likes best. Every name that a profile may use is here.
inline Measures good_measures(const Profile& profile)
{
    const auto& bands = profile.frame;
    const double head_height = bands.head_height ? bands.head_height->wanted : 300;
    return {{"face_count", {1, 1, {}}},
            {"second_face_ratio", {0, 1, {}}},
            {"inter_eye_px", {180, 1, {}}},
            {"photo_scale", {0.5, 1, {}}},
            {"hair_top_px", {bands.hair_top.wanted, 1, {}}},
            {"eye_line_px", {bands.eye_line.wanted, 1, {}}},
            {"side_cut_px", {0, 1, {}}},
            {"face_width_px", {bands.face_width.wanted, 1, {}}},
            {"head_height_px", {head_height, 1, {}}},
            {"chin_px", {bands.hair_top.wanted + head_height, 1, {}}},
            {"centre_offset_px", {0, 1, {}}},
            {"torso_alpha_ratio", {1, 1, {}}},
            {"lower_edge_alpha_ratio", {1, 1, {}}},
            {"second_component_ratio", {0, 1, {}}},
            {"hole_ratio", {0, 1, {}}},
            {"matte_confidence", {0.95, 1, {}}},
            {"defocus_ratio", {0.007, 1, {}}},
            {"motion_blur_ratio", {0, 1, {}}},
            {"noise", {0.4, 1, {}}},
            {"blockiness", {1.4, 1, {}}},
            {"scaled_grid_strength", {0.03, 1, {}}},
            {"yaw_deg", {0, 1, {}}},
            {"pitch_deg", {0, 1, {}}},
            {"roll_deg", {0, 1, {}}},
            {"eye_opening_ratio", {0.33, 1, {}}},
            {"seen_iris_ratio", {0.3, 1, {}}},
            {"gaze_sideways_deg", {0, 1, {}}},
            {"gaze_upward_deg", {0, 1, {}}},
            {"mouth_opening_ratio", {0, 1, {}}},
            {"teeth_ratio", {0, 1, {}}},
            {"smile_log_odds", {-5, 1, {}}},
            {"wall_lightness", {85, 1, {}}},
            {"wall_chroma", {2, 1, {}}},
            {"wall_gradient", {3, 1, {}}},
            {"wall_light_range", {5, 1, {}}},
            {"wall_side_difference", {0, 1, {}}},
            {"wall_height_difference", {0, 1, {}}},
            {"wall_object_ratio", {0, 1, {}}},
            {"wall_largest_object_ratio", {0, 1, {}}},
            {"wall_shadow_depth", {0.5, 1, {}}},
            {"wall_shadow_other", {0, 1, {}}},
            {"wall_fold_depth", {0.1, 1, {}}},
            {"clothes_difference", {60, 1, {}}},
            {"clothes_wall_difference", {60, 1, {}}},
            {"clothes_blue_ratio", {0, 1, {}}},
            {"clothes_navy_ratio", {0, 1, {}}},
            {"clothes_stripes", {0.2, 1, {}}},
            {"clothes_print_ratio", {0.03, 1, {}}},
            {"shoulder_slope_deg", {0, 1, {}}},
            {"editor_tag_count", {0, 1, {}}},
            {"tag_contradiction_count", {0, 1, {}}},
            {"luminance_mean", {0.35, 1, {}}},
            {"luminance_variance", {0.03, 1, {}}},
            {"under_exposed_ratio", {0.05, 1, {}}},
            {"over_exposed_ratio", {0, 1, {}}},
            {"dynamic_range_bits", {7.2, 1, {}}},
            {"illumination_overlap_ratio", {0.6, 1, {}}},
            {"natural_colour_distance", {0, 1, {}}},
            {"skin_chroma", {18, 1, {}}},
            {"exposure_ev", {0, 1, {}}},
            {"clipped_ratio", {0, 1, {}}},
            {"left_brighter_ratio", {0.1, 1, {}}},
            {"right_brighter_ratio", {0, 1, {}}},
            {"top_brighter_ratio", {0.2, 1, {}}},
            {"shadow_edge_ratio", {0.05, 1, {}}},
            {"eye_shadow_ratio", {0.1, 1, {}}},
            {"overhead_shadow_ev", {0, 1, {}}},
            {"hot_spot_ratio", {0, 1, {}}},
            {"largest_hot_spot_ratio", {0, 1, {}}},
            {"warm_cast_ev", {0, 1, {}}},
            {"green_cast_ev", {0, 1, {}}},
            {"red_pupil_ratio", {0, 1, {}}},
            {"double_jpeg_strength", {2, 1, {}}},
            {"resampling_coherence", {0.3, 1, {}}}};
}

} // namespace tucai::rules
