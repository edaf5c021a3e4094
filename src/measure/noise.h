#pragma once

#include "measure/face.h"

#include <optional>

namespace tucai::measure {

/// Measures the noise on a face, in coded 8-bit units of the picture's own pixels: what the quietest tenth of
/// its blocks of 8 x 8 show, so that skin and hair do not count. It reads low (sigma 12 gives 7, 5 gives 2);
/// clean pictures have at most 1.3.
///
/// Needs: a face that check_face takes. Gives: nothing where the face holds fewer than 20 whole blocks. Pure.
/// Source: J. Immerkaer, Fast noise variance estimation, 1996; docs/rules/frame.md, "Noise".
std::optional<double> measure_noise(const Face& face);

} // namespace tucai::measure
