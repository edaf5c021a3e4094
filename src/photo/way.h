#pragma once

#include "photo/studio.h"
#include "vision/emotion_net.h"
#include "vision/face_detector.h"
#include "vision/face_mesh.h"
#include "vision/matte.h"
#include "vision/person_mask.h"

namespace tucai::photo {

/// What a studio holds: networks, and nothing that a picture changes.
struct StudioParts {
    vision::FaceDetector detector;
    vision::FaceMesher mesher;
    vision::PersonMasker masker;
    vision::EmotionNet emotion;
    std::unique_ptr<vision::MatteMaker> matte;
    std::string heif_program;
    std::function<double()> now_ms;
    EngineIdentity identity;
};

/// Takes one picture the whole way: decode, faces, mesh, mask, frame, matte, measures, rules, photo. What was
/// reached before an error stays in the outcome. Fails: as decode, PortraitNoFace, Internal.
Result<> go_the_way(const StudioParts& studio, std::span<const std::uint8_t> bytes, const Order& order,
                    Outcome& outcome);

} // namespace tucai::photo
