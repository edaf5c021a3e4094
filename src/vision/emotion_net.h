#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "image/pyramid.h"
#include "vision/session.h"

#include <memory>
#include <string>

namespace tucai::vision {

/// A small network of seven emotions; we ask it only whether a face looks happy rather than neutral.
class EmotionNet {
public:
    /// Fails: ModelMissing, ModelChanged.
    static Result<EmotionNet> load(const std::shared_ptr<Runtime>& runtime, const std::string& folder);

    /// ln(p happy) - ln(p neutral), the mean of three looks at the face: the square about its box, one a
    /// fifth larger, and the box itself. Needs: the box of a mesh's points, of positive size. Pure. Fails:
    /// Internal.
    Result<double> happy_to_neutral(const image::Pyramid& picture, const base::Box& face) const;

private:
    explicit EmotionNet(Session net) : net_(std::move(net)) {}
    Session net_;
};

} // namespace tucai::vision
