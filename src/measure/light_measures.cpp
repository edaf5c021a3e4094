#include "measure/light_measures.h"

#include "measure/colour_cast.h"
#include "measure/exposure.h"
#include "measure/face_shadow.h"
#include "measure/hot_spots.h"
#include "measure/iso_light.h"
#include "measure/light_balance.h"
#include "measure/red_eyes.h"

#include <algorithm>

namespace tucai::measure {
namespace {

/// The face's outline on the patch.
base::Box face_box(const FacePatch& patch)
{
    const auto line = points_of(patch.points, outline_numbers());
    base::Point low = line.front();
    base::Point high = line.front();
    for (const auto& p : line) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    return {low.x, low.y, high.x - low.x, high.y - low.y};
}

} // namespace

NamedList light_measures(const Face&, const FacePatch& patch)
{
    const LightScene scene(patch);
    NamedList all;
    for (const auto measure :
         {iso_light, exposure, light_balance, face_shadow, hot_spots, colour_cast, red_eyes}) {
        const auto list = measure(scene);
        all.insert(all.end(), list.begin(), list.end());
    }
    const auto face = face_box(patch);
    for (auto& named : all)
        named.region = patch.to_picture(named.region.value_or(face));
    return all;
}

} // namespace tucai::measure
