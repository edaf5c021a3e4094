#include "guard/face_finder.h"

#include "guard/subject.h"
#include "image/pyramid.h"

#include <cmath>
#include <utility>

namespace tucai::guard {
namespace {

// A photo of an admission file is small: compared, not made, it may have fewer pixels than a portrait must.
constexpr int least_side_px = 48;
// Where a JPEG is larger, it is scaled by its DCT to no less than this; all networks look at small pictures.
constexpr int first_long_side_px = 1280;
// Below this a scaled picture's face would be enlarged on dlib's chip, which has some 60.
constexpr double least_scaled_inter_eye_px = 75;

} // namespace

/// What was seen of a picture decoded at some size.
struct FaceFinder::Sight {
    image::Decoded decoded;
    std::vector<vision::DetectedFace> faces;
    Subject subject;
    vision::FaceMesh mesh;
    AlignedFace aligned;
    QualityMeasures measures; ///< in pixels of the decoded picture
};

FaceFinder::FaceFinder(vision::FaceDetector detector, vision::FaceMesher mesher, std::string heif_program)
    : detector_(std::move(detector)), mesher_(std::move(mesher)), heif_program_(std::move(heif_program))
{
}

Result<FaceFinder> FaceFinder::load(const std::shared_ptr<vision::Runtime>& runtime,
                                    const std::string& models_folder, std::string heif_program)
{
    TUCAI_TRY(auto detector, vision::FaceDetector::load(runtime, models_folder));
    TUCAI_TRY(auto mesher, vision::FaceMesher::load(runtime, models_folder));
    return FaceFinder(std::move(detector), std::move(mesher), std::move(heif_program));
}

Result<FaceFinder::Sight> FaceFinder::look(std::span<const std::uint8_t> bytes, int enough_long_side_px) const
{
    image::DecodeOptions options;
    options.enough_long_side_px = enough_long_side_px;
    options.heif_program = heif_program_;
    options.limits.min_side_px = least_side_px;
    Sight sight;
    TUCAI_TRY(sight.decoded, image::decode(bytes, options));
    const image::Pyramid pyramid(sight.decoded.image);
    TUCAI_TRY(sight.faces, detector_.find(pyramid));
    if (sight.faces.empty())
        return fail(ErrorCode::PortraitNoFace, "No face was found in the picture.");
    sight.subject = subject_of(sight.faces, pyramid.width(), pyramid.height());
    TUCAI_TRY(sight.mesh, mesher_.find(pyramid, sight.faces[sight.subject.index]));
    if (sight.mesh.presence < 0.5)
        return fail(ErrorCode::PortraitNoFace, "What looked like a face is none on a closer look.");
    sight.aligned = align(pyramid, sight.mesh);
    sight.measures = measure_quality(sight.aligned, sight.mesh);
    sight.measures.rival_ratio = sight.subject.rival_ratio;
    return sight;
}

Result<FoundFace> FaceFinder::find(std::span<const std::uint8_t> bytes) const
{
    TUCAI_TRY(auto sight, look(bytes, first_long_side_px));
    if (sight.decoded.scale < 1 && sight.measures.inter_eye_px < least_scaled_inter_eye_px) {
        TUCAI_TRY(sight, look(bytes, 0));
    }
    auto& measures = sight.measures;
    measures.inter_eye_px /= sight.decoded.scale;
    const auto left = sight.mesh.left_cheek();
    const auto right = sight.mesh.right_cheek();
    FoundFace found;
    found.aligned = std::move(sight.aligned);
    found.quality = rate(measures);
    found.width_px = std::hypot(right.x - left.x, right.y - left.y) / sight.decoded.scale;
    found.face_count = static_cast<int>(sight.faces.size());
    found.warnings = std::move(sight.decoded.warnings);
    return found;
}

} // namespace tucai::guard
