#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "base/view.h"
#include "measure/pixels.h"

#include <optional>
#include <span>
#include <vector>

namespace tucai::measure {

/// A face as the mesh sees it. Points are numbered as MediaPipe's mesh: 0..467 the surface, 468..472 the iris
/// further left in the picture (centre, then four of its rim), 473..477 the other.
struct Face {
    static constexpr std::size_t surface_points = 468;
    static constexpr std::size_t all_points = 478;

    base::View picture;                  ///< Rgb8, upright
    std::span<const base::Point> points; ///< 478, continuous pixels of `picture`
    std::span<const double> depth;       ///< 468, same unit; smaller is nearer to the camera
    double source_scale =
        1; ///< pixels of `picture` for one of the file's: below 1 where it was decoded smaller
    /// ln(p happy) - ln(p neutral) of an emotion network; none where no network looked.
    std::optional<double> happy_to_neutral;

    const base::Point& operator[](std::size_t point) const { return points[point]; }
    base::Point left_pupil() const { return points[468]; }  ///< the one further left in the picture
    base::Point right_pupil() const { return points[473]; } ///< the other
    double inter_eye_px() const;                            ///< distance of the pupils
    base::Point eye_middle() const;                         ///< between the pupils
};

/// Checks what every measure of a face needs: an Rgb8 picture of at least 16 x 16, 478 finite points, 468
/// finite depths, pupils at least 4 px apart and in order. Fails: InvalidInput.
Result<> check_face(const Face& face);

/// A face cut out and scaled so that its size is always the same: what is measured in it means the same on a
/// phone's picture of 12 megapixels and on a small one.
struct FacePatch {
    Pixels pixels;
    std::vector<base::Point> points; ///< 478, continuous pixels of the patch
    double scale = 1;                ///< patch pixels for one of the picture
    base::Point origin;              ///< the patch's corner in the picture

    base::Point to_picture(base::Point p) const { return {p.x / scale + origin.x, p.y / scale + origin.y}; }
    base::Box to_picture(const base::Box& b) const
    {
        return {b.x / scale + origin.x, b.y / scale + origin.y, b.width / scale, b.height / scale};
    }
};

/// Cuts the face out with a quarter of the distance between the pupils around the mesh's points, the pupils
/// `inter_eye_px` apart. The axes stay those of the picture: nothing is turned.
///
/// Needs: a face that check_face takes; 16 <= inter_eye_px <= 400.
FacePatch cut_face(const Face& face, double inter_eye_px);

/// Whether a point lies inside a closed line; the rim belongs to neither side for certain.
bool is_inside(std::span<const base::Point> line, base::Point point);

/// Pixels of a picture of that size whose centres lie inside a closed line: 1 inside, 0 outside.
Plane filled(std::span<const base::Point> line, int width_px, int height_px);

/// The points with these numbers.
std::vector<base::Point> points_of(std::span<const base::Point> all, std::span<const int> numbers);

/// The face's outline from the forehead's middle, clockwise in the picture: 36 numbers.
std::span<const int> outline_numbers();
/// Lids of the eye further left in the picture, 16 numbers from its outer corner over the upper lid; the
/// other eye's, likewise from its outer corner.
std::span<const int> left_eye_numbers();
std::span<const int> right_eye_numbers();
/// Outer and inner rim of the lips, 20 numbers each, from the corner further left over the upper lip.
std::span<const int> outer_lip_numbers();
std::span<const int> inner_lip_numbers();

} // namespace tucai::measure
