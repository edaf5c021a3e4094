#include "measure/backdrop_measures.h"

#include "measure/backdrop_scene.h"
#include "measure/clothes_colours.h"
#include "measure/clothes_pattern.h"
#include "measure/garment.h"
#include "measure/shoulders.h"
#include "measure/wall_field.h"
#include "measure/wall_folds.h"
#include "measure/wall_light.h"
#include "measure/wall_objects.h"
#include "measure/wall_shadow.h"

#include <algorithm>
#include <cmath>

namespace tucai::measure {
namespace {

/// Less wall than this share of the photo says nothing.
constexpr double least_wall_ratio = 0.05;
/// A wall of which more belongs to things is a room: what lies between them is neither folded nor shadowed.
constexpr double room_ratio = 0.15;

/// Around all wall.
base::Box wall_box(const BackdropScene& scene)
{
    int left = scene.width;
    int right = 0;
    int top = scene.height;
    int bottom = 0;
    for (int y = 0; y < scene.height; ++y)
        for (int x = 0; x < scene.width; ++x)
            if (scene.wall.row(y)[x] != 0) {
                left = std::min(left, x);
                right = std::max(right, x + 1);
                top = std::min(top, y);
                bottom = y + 1;
            }
    return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(right - left),
            static_cast<double>(bottom - top)};
}

void put_wall(const BackdropScene& scene, NamedList& list)
{
    const double share =
        static_cast<double>(scene.wall_count) / (static_cast<double>(scene.width) * scene.height);
    if (share < least_wall_ratio)
        return;
    const auto whole = scene.to_photo(wall_box(scene));
    const auto region = [&](const std::optional<base::Box>& box) {
        return box ? scene.to_photo(*box) : whole;
    };
    const double confidence = std::min(1.0, share / 0.15);
    const auto field = wall_field(scene);
    const auto light = wall_light(scene, field);
    const auto objects = wall_objects(scene, field, wall_edges(scene));
    list.push_back({"wall_lightness", light.lightness, confidence, whole});
    list.push_back({"wall_chroma", light.chroma, confidence, whole});
    list.push_back({"wall_gradient", light.gradient, confidence, whole});
    list.push_back({"wall_light_range", light.light_range, confidence, whole});
    list.push_back({"wall_side_difference", light.side_difference, confidence, whole});
    list.push_back({"wall_height_difference", light.height_difference, confidence, whole});
    list.push_back({"wall_object_ratio", objects.ratio, confidence, region(objects.largest)});
    list.push_back({"wall_largest_object_ratio", objects.largest_ratio, confidence, region(objects.largest)});
    if (objects.ratio > room_ratio)
        return;
    const double less = 1 - objects.ratio / room_ratio / 2;
    if (const auto shadow = wall_shadow(scene, field, objects)) {
        list.push_back({"wall_shadow_depth", shadow->depth, confidence * less, region(shadow->region)});
        list.push_back({"wall_shadow_other", shadow->other_depth, confidence * less, region(shadow->region)});
    }
    if (const auto folds = wall_folds(scene, field, objects))
        list.push_back({"wall_fold_depth", folds->depth, confidence * less, region(folds->region)});
}

void put_clothes(const Backdrop& backdrop, const BackdropScene& scene, NamedList& list)
{
    const auto garment = find_garment(backdrop, scene);
    if (!garment)
        return;
    const auto box = scene.to_photo(garment->box);
    const auto colours = clothes_colours(scene, *garment, backdrop.target);
    // A garment like the wall may have lost its border to the matte; its colour is then less certain.
    const double confidence = std::clamp(0.5 + colours.wall_difference / 20, 0.5, 1.0);
    list.push_back({"clothes_difference", colours.background_difference, confidence, box});
    list.push_back({"clothes_wall_difference", colours.wall_difference, 1, box});
    list.push_back({"clothes_blue_ratio", colours.blue_ratio, confidence, box});
    list.push_back({"clothes_navy_ratio", colours.navy_ratio, confidence, box});
    if (const auto pattern = clothes_pattern(backdrop, scene, *garment)) {
        list.push_back({"clothes_stripes", pattern->stripes, confidence, pattern->region.value_or(box)});
        list.push_back({"clothes_print_ratio", pattern->print_ratio, confidence, box});
    }
}

} // namespace

NamedList backdrop_measures(const Backdrop& backdrop)
{
    NamedList list;
    const auto scene = backdrop_scene(backdrop);
    put_wall(scene, list);
    put_clothes(backdrop, scene, list);
    if (const auto found = shoulders(scene))
        list.push_back(
            {"shoulder_slope_deg", found->slope_deg, found->confidence, scene.to_photo(found->region)});
    return list;
}

} // namespace tucai::measure
