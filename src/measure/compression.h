#pragma once

#include "measure/face.h"

#include <optional>

namespace tucai::measure {

/// What compression left of itself on a face.
struct Compression {
    /// How much higher steps across the lines of an 8 x 8 grid are than steps elsewhere; the grid's place is
    /// looked for, so that a cropped picture counts too. 1 shows no grid; quality 90 gives 1.3-2.1,
    /// 75 1.7-2.5, 50 2.1-3.1, 30 2.6-4.0, 10 4.5-7.3; the same where the picture was saved again finely.
    double blockiness = 0;
    /// How much a grid of another pitch stands out: compressed hard, then scaled and saved again
    /// (ScaledGrid).
    double scaled_grid_strength = 0;
};

/// Measures blocks of JPEG. Our own measure of ISO/IEC 29794-5, compression artefacts.
///
/// Needs: a face that check_face takes; `block_px`, the grid's width in the picture given: 8, or 8 times the
/// scale at which it was decoded. Gives: nothing where that is no whole number of at least 4. Pure.
std::optional<Compression> measure_compression(const Face& face, double block_px);

} // namespace tucai::measure
