#pragma once

#include "measure/face.h"

#include <optional>

namespace tucai::measure {

/// Measures blocks of JPEG on a face, in coded 8-bit units: how much higher steps across the lines of an 8 x 8
/// grid are than steps elsewhere; the grid's place is looked for, so that a cropped picture counts too. Our own
/// measure of ISO/IEC 29794-5, compression artefacts. Levels, not their ratio: on a smooth face a grid of a
/// fifth of a level stands out of nothing, and nobody sees it.
///
/// Needs: a face that check_face takes; `block_px`, the grid's width in the picture given: 8, or 8 times the
/// scale at which it was decoded. Gives: nothing where that is no whole number of at least 4. Pure.
std::optional<double> measure_blockiness(const Face& face, double block_px);

} // namespace tucai::measure
