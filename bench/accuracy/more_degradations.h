#pragma once

#include "accuracy/degradations.h"

namespace tucai::bench {

/// Faults beside the first ones: light from above, colours across the blackbody line, what a phone does to
/// noise and to compressed or small pictures, a picture cut beside the head, lowered shoulders; and drawn
/// ones: averted eyes, tinted lenses.
std::vector<Degradation> more_degradations();

/// Eye sockets and the throat under the chin darker by so many EV, softly, as under a lamp overhead.
image::Image with_top_light(const Subject& subject, double ev);
/// Green 2^ev times as strong against red and blue, in linear light; the luminance of grey stays.
image::Image with_green(const Subject& subject, double ev);
/// Compressed at that quality (IJG scale, colour halved both ways) and decoded again.
image::Image with_earlier_jpeg(const Subject& subject, int quality);
/// Scaled down until the pupils are so many pixels apart, then up to its own size again.
image::Image with_enlarging(const Subject& subject, double inter_eye_px);
/// Cut at one side, by the seed, so many distances of the pupils beside the middle between them.
image::Image with_cut_side(const Subject& subject, double room, std::uint64_t seed);
/// Below the chin sheared so that level lines fall by so many degrees, to a side by the seed; the wall too.
image::Image with_lowered_shoulder(const Subject& subject, double degrees, std::uint64_t seed);
/// Irises moved within the lids as eyeballs turned sideways by so many degrees would show them.
image::Image with_averted_eyes(const Subject& subject, double degrees, std::uint64_t seed);
/// Brownish lenses that let that share of the light pass, with a thin dark frame.
image::Image with_tinted_lenses(const Subject& subject, double passed);

} // namespace tucai::bench
