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

/// Finds every face. The full-range network looks at the whole picture (faces from 5 % of its long side);
/// where it finds none, the short-range one does (faces that fill the picture). A second detector, if it is
/// there, looks at overlapping parts for small faces behind (from 2.5 %); what it sees counts where the
/// short-range network sees it too, close up. Where nothing was found it looks at the whole as well. Measured
/// in docs/rules/frame.md.
class FaceDetector {
public:
    /// Needs: the folder of the networks. Fails: ModelMissing, ModelChanged. `fr_detect` may be absent.
    static Result<FaceDetector> load(const std::shared_ptr<Runtime>& runtime, const std::string& folder);

    /// Faces, the largest first; none is no failure. Fails: Internal.
    Result<std::vector<DetectedFace>> find(const image::Pyramid& picture) const;

private:
    /// Adds to `faces` those of `more` that lie apart from them and are faces on a closer look.
    Result<> add_confirmed(const image::Pyramid& picture, const std::vector<DetectedFace>& more,
                           std::vector<DetectedFace>& faces) const;
    FaceDetector(Session full, Session close, std::optional<Session> second);
    Session full_;
    Session close_;
    std::optional<Session> second_;
};

} // namespace tucai::vision
