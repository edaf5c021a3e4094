#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "image/pyramid.h"
#include "vision/session.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tucai::vision {

/// One face as a detector sees it; pixels of the picture given.
struct DetectedFace {
    base::Box box;
    double score = 0; ///< 0..1
    /// The eye further left in the picture, the other, nose, mouth; absent from detectors that give none.
    std::optional<std::array<base::Point, 4>> points;
};

/// Finds every face. The full-range network first (faces of 5..80 % of the long side, models.md's table);
/// where it finds none, the short-range one and then, if it is there, `fr_detect` (faces that fill the
/// frame).
class FaceDetector {
public:
    /// Needs: the folder of the networks. Fails: ModelMissing, ModelChanged. `fr_detect` may be absent.
    static Result<FaceDetector> load(const std::shared_ptr<Runtime>& runtime, const std::string& folder);

    /// Faces, the largest first; none is no failure. Fails: Internal.
    Result<std::vector<DetectedFace>> find(const image::Pyramid& picture) const;

private:
    FaceDetector(Session full, Session close, std::optional<Session> filling);
    Session full_;
    Session close_;
    std::optional<Session> filling_;
};

} // namespace tucai::vision
