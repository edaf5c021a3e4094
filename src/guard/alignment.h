#pragma once

#include "base/geometry.h"
#include "image/image.h"
#include "image/pyramid.h"
#include "vision/face_mesh.h"

#include <array>
#include <span>

namespace tucai::guard {

/// A face turned level and scaled to the pixel grids on which embedding networks were trained.
struct AlignedFace {
    image::Image arcface; ///< 112 x 112, eyes, nose and mouth on ArcFace's template
    image::Image chip;    ///< 150 x 150, dlib's chip: corners of the eyes and base of the nose, padding 25 %
};

/// Turn, one scale and shift: `to = (a -b; b a) * from + (tx, ty)`.
struct Similarity {
    double a = 1;
    double b = 0;
    double tx = 0;
    double ty = 0;

    base::Point apply(base::Point p) const { return {a * p.x - b * p.y + tx, b * p.x + a * p.y + ty}; }
    double scale() const;
};

/// The similarity that carries `from` to `to` with the least sum of squares; never a mirror.
/// Needs: as many points in both, at least two apart. Gives the identity where all of `from` coincide.
Similarity fit_similarity(std::span<const base::Point> from, std::span<const base::Point> to);

/// The five points of a mesh that lie on ArcFace's template: middles of the eyes, tip of the nose, corners of
/// the mouth; what is further left in the picture first. The eyes' middles are those of their corners, so
/// that a glance aside moves nothing.
std::array<base::Point, 5> arcface_points(const vision::FaceMesh& mesh);

/// Cuts the face out of the picture. Pure. Where the picture ends, the chips are black.
AlignedFace align(const image::Pyramid& picture, const vision::FaceMesh& mesh);

/// The same face seen in a mirror.
AlignedFace mirrored(const AlignedFace& face);

} // namespace tucai::guard
