#pragma once

#include "base/result.h"
#include "guard/face_quality.h"
#include "image/decode.h"
#include "vision/face_detector.h"
#include "vision/face_mesh.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tucai::guard {

/// A picture's face, ready for any net.
struct FoundFace {
    AlignedFace aligned;
    FaceQuality quality;
    double width_px = 0; ///< cheek to cheek, pixels of the source
    int face_count = 0;  ///< which one is taken: subject.h
    std::vector<image::Warning> warnings;
};

/// Finds whose picture it is and brings the face to the nets' grids. Used by any number of threads at once.
/// Pure.
class FaceFinder {
public:
    /// Needs: the folder of the networks. Fails: ModelMissing, ModelChanged.
    static Result<FaceFinder> load(const std::shared_ptr<vision::Runtime>& runtime,
                                   const std::string& models_folder, std::string heif_program);

    /// Fails: as image::decode, for pictures of at least 48 px a side; PortraitNoFace; Internal.
    Result<FoundFace> find(std::span<const std::uint8_t> bytes) const;

private:
    struct Sight;
    FaceFinder(vision::FaceDetector detector, vision::FaceMesher mesher, std::string heif_program);
    Result<Sight> look(std::span<const std::uint8_t> bytes, int enough_long_side_px) const;

    vision::FaceDetector detector_;
    vision::FaceMesher mesher_;
    std::string heif_program_;
};

} // namespace tucai::guard
