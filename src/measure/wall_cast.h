#pragma once

#include "measure/backdrop.h"
#include "measure/named.h"

namespace tucai::measure {

/// The wall's colour, in stops (log2) from grey, as colour_cast has the light's:
///
/// - `wall_warm_ev`: red over blue;
/// - `wall_green_ev`: green over the mean of red and blue; negative is magenta.
///
/// Medians over every sixth pixel both ways that is surely wall and not clipped. Left out where they are
/// fewer than 60, where a third is clipped, or where the wall has several colours. Needs: a backdrop that
/// check_backdrop takes.
NamedList wall_cast(const Backdrop& backdrop);

/// How far the light's colour lies from that of a good portrait, in stops.
struct Cast {
    double warm_ev = 0;
    double green_ev = 0;
};

/// What face and wall together say of the light. A grey wall tells its colour better than a face does, but
/// nobody knows that a wall is grey: the more its colour differs from the face's cast, the likelier it is the
/// wall's own, and the less it counts. So a coloured wall behind a well lit face changes nothing, and a tint
/// that both have is sure. Source: docs/rules/light.md.
Cast cast_of_face_and_wall(const Cast& face, const Cast& wall);

/// Settles the face's cast among measures by name - a map to values with a `value` - where the wall has one.
/// To be called once, when both were measured.
template <typename Measures> void settle_cast(Measures& measures)
{
    const auto warm = measures.find("warm_cast_ev");
    const auto green = measures.find("green_cast_ev");
    const auto wall_warm = measures.find("wall_warm_ev");
    const auto wall_green = measures.find("wall_green_ev");
    for (const auto& found : {warm, green, wall_warm, wall_green})
        if (found == measures.end())
            return;
    const auto cast = cast_of_face_and_wall({warm->second.value, green->second.value},
                                            {wall_warm->second.value, wall_green->second.value});
    warm->second.value = cast.warm_ev;
    green->second.value = cast.green_ev;
}

} // namespace tucai::measure
