#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "image/pyramid.h"
#include "vision/face_detector.h"
#include "vision/session.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace tucai::vision {

/// MediaPipe's face mesh: 468 points of the surface, then 5 of each iris (centre and four of the rim):
/// 468..472 of the eye further left in the picture, 473..477 of the other.
struct FaceMesh {
    static constexpr int surface_points = 468;
    static constexpr int all_points = 478;

    std::array<base::Point, all_points> points; ///< pixels of the picture given
    std::array<double, surface_points> depth{}; ///< same unit as points; smaller is nearer to the camera
    double presence = 0;                        ///< 0..1, how sure it is that this is a face

    base::Point left_pupil() const { return points[468]; }  ///< the one further left in the picture
    base::Point right_pupil() const { return points[473]; } ///< the other
    base::Point chin() const { return points[152]; }
    base::Point forehead() const { return points[10]; }
    /// Cheeks at their widest, ears left out: the mesh's outline, widened as hand-set landmarks say.
    base::Point left_cheek() const;
    base::Point right_cheek() const;
    /// The face's outline, 36 points, clockwise in the picture from the forehead.
    std::vector<base::Point> outline() const;
    base::Box bounds() const;
};

/// Finds the mesh of a face; the network runs twice, the second time on the first one's own box.
class FaceMesher {
public:
    /// Fails: ModelMissing, ModelChanged.
    static Result<FaceMesher> load(const std::shared_ptr<Runtime>& runtime, const std::string& folder);

    /// Fails: Internal.
    Result<FaceMesh> find(const image::Pyramid& picture, const DetectedFace& face) const;

private:
    explicit FaceMesher(Session net) : net_(std::move(net)) {}
    Session net_;
};

} // namespace tucai::vision
