#pragma once

#include "base/geometry.h"
#include "image/image.h"
#include "image/plane.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace tucai::bench {

/// A clean portrait, and what drawing on it needs.
struct Subject {
    image::Image picture;
    base::Box framed;              ///< the part around the standard photo, whole pixels of `picture`
    image::Plane alpha;            ///< of that part: 1 the person, 0 the wall
    std::vector<base::Point> mesh; ///< 478 points as vision::FaceMesh numbers them, pixels of `picture`

    base::Point left_pupil() const { return mesh[468]; }
    base::Point right_pupil() const { return mesh[473]; }
    base::Point eye_middle() const;
    double inter_eye_px() const;
};

/// What a fault made of a portrait: the pixels, and how they are to be written as a file.
struct Degraded {
    image::Image picture;
    int jpeg_quality = 97;
    bool halve_chroma = false;
};

/// One exact fault, at several strengths.
struct Degradation {
    std::string name;
    std::string words;                                         ///< what it does, and what the strength counts
    std::vector<double> strengths;                             ///< weakest first; roll has both signs
    double bad_from = std::numeric_limits<double>::infinity(); ///< |strength| a careful person would reject
    bool falls = false;             ///< the smaller the strength the worse: bad up to `bad_from`
    bool drawn = false;             ///< painted, where no formula of light or camera gives the fault
    std::vector<std::string> rules; ///< which it breaks at that strength
    std::function<Degraded(const Subject&, double strength, std::uint64_t seed)> make;

    bool is_bad(double strength) const;
};

/// Every fault. Each `make` is pure: same subject, strength and seed, same pixels.
std::vector<Degradation> all_degradations();

// Light. Gains and sums are in linear light (IEC 61966-2-1); what leaves 0..1 is clipped, as a sensor does.

/// Everything 2^ev times as bright.
image::Image with_exposure(const Subject& subject, double ev);
/// log2(R/B) raised by so much; the luminance of grey stays.
image::Image with_tint(const Subject& subject, double log2_red_to_blue);
/// One cheek `ratio` times as bright as the other, 0.8 inter-eye distances to each side of the middle.
image::Image with_side_light(const Subject& subject, double ratio);
/// Half of the face darker by so many EV behind a hard edge.
image::Image with_face_shadow(const Subject& subject, double ev);
/// A glare of that sigma (in inter-eye distances) added to the forehead.
image::Image with_hot_spot(const Subject& subject, double sigma);

// Camera. Lengths are in distances of the pupils.

/// Gaussian blur of coded values.
image::Image with_defocus(const Subject& subject, double sigma);
/// A straight move of that length, direction by the seed.
image::Image with_motion(const Subject& subject, double length, std::uint64_t seed);
/// White noise of coded values, each channel for itself.
image::Image with_noise(const Subject& subject, double sigma, std::uint64_t seed);
/// Turned about the middle between the pupils, clockwise in the picture; the border is repeated.
image::Image with_roll(const Subject& subject, double degrees);
image::Image mirrored(const Subject& subject);
/// Scaled down so that the pupils are so many pixels apart; never up.
image::Image with_small_face(const Subject& subject, double inter_eye_px);

// Drawn.

/// Skin over that share of the lids' opening, from above, with a line of lashes.
image::Image with_closed_eyes(const Subject& subject, double share);
/// A red pupil of that share of the iris's radius.
image::Image with_red_eyes(const Subject& subject, double share);
/// The face once more, so many times as large, on the wall beside.
image::Image with_second_face(const Subject& subject, double scale);

// Scene: the part around the standard photo with another wall or other clothes, by the portrait's own matte.
// Edges keep their light: the change of the wall is added where the matte lets it through.

/// Only cut: what the others are compared with.
image::Image with_cut(const Subject& subject);
/// A neutral wall of that CIE lightness.
image::Image with_grey_wall(const Subject& subject, double lightness);
/// The wall so many EV darker at one side than at the other.
image::Image with_uneven_wall(const Subject& subject, double ev);
/// Folds of a cloth, their lightness so many coded values to each side.
image::Image with_wall_folds(const Subject& subject, double depth);
/// The person's shadow on the wall, so many EV deep.
image::Image with_wall_shadow(const Subject& subject, double ev);
/// A dark picture in the upper corner, its side in distances of the pupils.
image::Image with_wall_object(const Subject& subject, double side);
/// White clothes dyed towards the photo's blue by that share.
image::Image with_blue_clothes(const Subject& subject, double share);
/// Stripes that darken white clothes by that share, 0.3 distances of the pupils apart.
image::Image with_striped_clothes(const Subject& subject, double depth);

} // namespace tucai::bench
