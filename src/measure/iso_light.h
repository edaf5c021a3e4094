#pragma once

#include "measure/light_scene.h"
#include "measure/named.h"

namespace tucai::measure {

/// Native values of ISO/IEC 29794-5:2024 that speak of light and colour, second-hand (the standard's text was
/// not read; peers' pages and its reference program's formulas were):
///
/// - `luminance_mean` (0..1), `luminance_variance`: linear luminance of the face from the brows to the chin;
/// - `under_exposed_ratio`, `over_exposed_ratio`: share of it with luminance * 255 in 0..25 and 247..255;
/// - `dynamic_range_bits`: entropy of its histogram of 256 steps;
/// - `illumination_overlap_ratio`: overlap of the histograms of two squares on the cheeks, 1 alike;
/// - `natural_colour_distance`: how far the cheeks' mean colour (CIELAB under D50) lies outside a* 5..25,
///   b* 5..35; 100 where one is negative.
///
/// The standard's face excludes what covers it; here nothing is left out. They are native values: mapping to
/// 0..100 is no business of a measure.
NamedList iso_light(const LightScene& scene);

} // namespace tucai::measure
