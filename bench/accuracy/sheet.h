#pragma once

#include "image/image.h"

#include <string>
#include <vector>

namespace tucai::bench {

/// A picture for the contact sheet, with up to two lines of ASCII below it.
struct Tile {
    image::Image picture;
    std::string first;
    std::string second;
};

/// Tiles of 230 x 230 px in rows of six, on white. Needs: at least one tile.
image::Image contact_sheet(const std::vector<Tile>& tiles);

} // namespace tucai::bench
