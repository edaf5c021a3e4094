#pragma once

#include "guard/alignment.h"
#include "vision/face_mesh.h"

#include <cstdint>

namespace tucai::guard {

/// What makes a face hard to compare, measured. Plain measures of our own; each is turned into a part of the
/// quality by limits that were found by degrading pictures and looking at how scores of same people fall
/// (docs/compare.md).
struct QualityMeasures {
    double inter_eye_px = 0;  ///< between the pupils, pixels of the source
    double sharpness = 0;     ///< see measure_sharpness; a ratio, some 0.45 (blurred) to 0.8 (crisp)
    double turn_deg = 0;      ///< how far the head is turned or nodded: the hypotenuse of yaw and pitch
    double contrast = 0;      ///< between the darkest and the brightest twentieth of the face, 0..1
    double clipped_ratio = 0; ///< of the face that is black or white, 0..1
    double presence = 0;      ///< how sure the mesh is that this is a face, 0..1
    double rival_ratio = 0;   ///< area of the largest other face to that of this one; 0: one face
};

/// What hinders most.
enum class Hindrance { None, TooSmall, Blurred, Turned, BadlyLit, Unclear, SeveralFaces };

struct FaceQuality {
    double value = 0;                      ///< 0..1
    Hindrance hindrance = Hindrance::None; ///< of the least part, where that is below 1
    QualityMeasures measures;
};

/// Measures a face on its ArcFace square; `decoded_to_source` is the size of a source pixel in decoded ones.
QualityMeasures measure_quality(const AlignedFace& face, const vision::FaceMesh& mesh);

/// Detail of one to two pixels' size against detail of two to four, on a face scaled alike: the ratio of the
/// energies of two bands (differences of Gaussians) of the grey face. Contrast and skin cancel out; what is
/// blurred, enlarged or strongly compressed has little of the first.
double measure_sharpness(const image::Image& arcface);

/// The quality of the measures: the least of the parts.
FaceQuality rate(const QualityMeasures& measures);

} // namespace tucai::guard
