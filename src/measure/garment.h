#pragma once

#include "measure/backdrop_scene.h"

#include <optional>
#include <vector>

namespace tucai::measure {

/// One of a garment's colours.
struct ClothColour {
    Lab colour;       ///< mean
    double share = 0; ///< of the garment's pixels
};

/// What a person wears, as far as the photo shows it.
struct Garment {
    Flags cloth; ///< of the scene: surely person, below the chin, neither skin nor neck
    std::size_t count = 0;
    base::Box box;                    ///< spx, around it
    std::vector<ClothColour> colours; ///< at most 5, the greatest share first
};

/// Needs: a scene. Skin is what looks like the cheeks, or like the neck where that looks like the cheeks,
/// lightness counted half. Colours: the fullest cell of 8 units in CIELAB and all within 14 of its mean, then
/// the next. Nothing where less than 1.5 % of the scene is cloth, or less than a quarter of what lies below
/// the neck (bare shoulders, hair and beard): what is worn cannot be told.
std::optional<Garment> find_garment(const Backdrop& backdrop, const BackdropScene& scene);

} // namespace tucai::measure
