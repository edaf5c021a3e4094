#pragma once

#include "measure/backdrop.h"
#include "measure/lab.h"
#include "measure/named.h"
#include "measure/pieces.h"
#include "measure/pixels.h"

#include <vector>

namespace tucai::measure {

/// A backdrop scaled so that the pupils are `scene_inter_eye_spx` apart: what is measured in it means the
/// same for every profile's size, and costs little. Lengths in pixels of the scene are written `_spx`.
struct BackdropScene {
    int width = 0;    ///< spx
    int height = 0;   ///< spx
    double scale = 1; ///< scene px for one of the photo
    Plane lightness;  ///< L*
    Plane a;
    Plane b;
    Plane alpha;
    Flags covered;         ///< the source has every pixel of it
    Plane person_distance; ///< spx to the nearest pixel that holds some of the person
    Flags wall;            ///< covered, and surely wall
    std::size_t wall_count = 0;
    base::Point face;     ///< between the pupils, spx
    base::Point chin;     ///< spx
    base::Point forehead; ///< upper end of the mesh, spx

    BackdropScene(int width_spx, int height_spx);
    Lab lab(int x, int y) const { return {lightness.row(y)[x], a.row(y)[x], b.row(y)[x]}; }
    /// A box of the scene in pixels of the photo.
    base::Box to_photo(const base::Box& box) const;
};

constexpr double scene_inter_eye_spx = 48;
/// How far from the person wall begins to be surely wall.
constexpr double wall_margin_spx = 4;

/// Needs: a backdrop that check_backdrop takes, with pupils at least 8 px apart.
BackdropScene backdrop_scene(const Backdrop& backdrop);

} // namespace tucai::measure
