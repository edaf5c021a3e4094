#include "measure/texture_measures.h"

#include "measure/compression.h"
#include "measure/lips.h"
#include "measure/noise.h"
#include "measure/seen_iris.h"
#include "measure/sharpness.h"

#include <algorithm>

namespace tucai::measure {
namespace {

base::Box face_box(const Face& face)
{
    const auto line = points_of(face.points, outline_numbers());
    base::Point low = line.front();
    base::Point high = low;
    for (const auto& p : line) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    return {low.x, low.y, high.x - low.x, high.y - low.y};
}

} // namespace

NamedList texture_measures(const Face& face, const FacePatch& patch)
{
    NamedList list;
    const auto lips = measure_lips(face, patch);
    list.push_back({"mouth_opening_ratio", lips.opening_ratio, 1, lips.region});
    list.push_back({"teeth_ratio", lips.teeth_ratio, 1, lips.region});
    const auto iris = measure_seen_iris(face);
    list.push_back({"seen_iris_ratio", iris.height_ratio, 1, iris.region});
    const auto region = face_box(face);
    if (const auto sharpness = measure_sharpness(patch, face.inter_eye_px())) {
        list.push_back({"defocus_ratio", sharpness->defocus_ratio(), 1, region});
        list.push_back({"motion_blur_ratio", sharpness->motion_blur_ratio(), 1, region});
        if (sharpness->motion) {
            list.push_back({"motion", *sharpness->motion, 1, region});
            list.push_back({"motion_deg", sharpness->motion_deg, 1, region});
        }
    }
    if (const auto noise = measure_noise(face))
        list.push_back({"noise", *noise, 1, region});
    if (const auto compression = measure_compression(face, 8 * face.source_scale)) {
        list.push_back({"blockiness", compression->blockiness, 1, region});
        list.push_back({"scaled_grid_strength", compression->scaled_grid_strength, 1, region});
    }
    return list;
}

} // namespace tucai::measure
