#pragma once

#include "base/geometry.h"
#include "base/result.h"
#include "image/image.h"
#include "image/plane.h"
#include "image/pyramid.h"
#include "vision/session.h"

#include <memory>
#include <string>

namespace tucai::vision {

/// Where the person is, coarsely: MediaPipe's selfie segmentation, 256 x 256 whatever the picture's size.
/// It keeps torsos (white shirts on white walls) and loses fine hair.
class PersonMasker {
public:
    /// Fails: ModelMissing, ModelChanged.
    static Result<PersonMasker> load(const std::shared_ptr<Runtime>& runtime, const std::string& folder);

    /// A plane of the picture's size, 0..1, 1 inside the person. Fails: Internal.
    Result<image::Plane> find(const image::Image& picture) const;

    /// The mask of a part of a picture (whole pixels, inside it), at the network's own 256 x 256.
    Result<image::Plane> find_small(const image::Pyramid& picture, const base::Box& part) const;

private:
    Result<image::Plane> run(const cv::Mat& rgb) const;
    explicit PersonMasker(Session net) : net_(std::move(net)) {}
    Session net_;
};

} // namespace tucai::vision
