#include "guard/comparer.h"

#include "guard/subject.h"
#include "image/pyramid.h"
#include "vision/denormals.h"
#include "vision/face_detector.h"
#include "vision/manifest.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>

namespace tucai::guard {

struct ComparerParts {
    vision::FaceDetector detector;
    vision::FaceMesher mesher;
    std::unique_ptr<Embedder> embedder;
    std::string heif_program;
};

namespace {

// A photo of an identity card is small: compared, not made, it may have fewer pixels than a portrait must.
constexpr int least_side_px = 48;
// Where a JPEG is larger, it is scaled by its DCT to no less than this; all networks look at small pictures.
constexpr int first_long_side_px = 1280;
// Below this a scaled picture's face would be enlarged on dlib's chip, which wants some 60.
constexpr double least_scaled_inter_eye_px = 75;
constexpr std::array<std::string_view, 5> networks_for_faces = {"onnxruntime", "face_detection_full_range",
                                                                "face_detection_short_range",
                                                                "face_landmark_with_attention", "fr_detect"};

/// Compares the files that this command opens with the manifest, and no others.
Result<> verify_networks(const std::string& folder, const std::vector<std::string_view>& embedding_networks)
{
    TUCAI_TRY(const auto models, vision::read_manifest(folder));
    for (const auto& model : models) {
        const bool is_named = std::find(embedding_networks.begin(), embedding_networks.end(), model.name) !=
                              embedding_networks.end();
        const bool is_for_faces = std::find(networks_for_faces.begin(), networks_for_faces.end(),
                                            model.name) != networks_for_faces.end();
        if (!is_named && !is_for_faces)
            continue;
        auto good = vision::require_good(folder, model);
        if (good || (is_for_faces && model.optional && good.error().code == ErrorCode::ModelMissing))
            continue;
        if (is_named)
            good.error().message += " Another net may be chosen with --net.";
        return good;
    }
    return {};
}

/// A picture as it was decoded, and whose face it shows.
struct Found {
    image::Decoded decoded;
    Subject subject;
    vision::FaceMesh mesh;
    std::vector<vision::DetectedFace> faces;
    AlignedFace aligned;
};

Result<Found> find(const ComparerParts& parts, std::span<const std::uint8_t> bytes, int enough_long_side_px)
{
    image::DecodeOptions options;
    options.enough_long_side_px = enough_long_side_px;
    options.heif_program = parts.heif_program;
    options.limits.min_side_px = least_side_px;
    Found found;
    TUCAI_TRY(found.decoded, image::decode(bytes, options));
    const image::Pyramid pyramid(found.decoded.image);
    TUCAI_TRY(found.faces, parts.detector.find(pyramid));
    if (found.faces.empty())
        return fail(ErrorCode::PortraitNoFace, "No face was found in the picture.");
    found.subject = subject_of(found.faces, pyramid.width(), pyramid.height());
    TUCAI_TRY(found.mesh, parts.mesher.find(pyramid, found.faces[found.subject.index]));
    if (found.mesh.presence < 0.5)
        return fail(ErrorCode::PortraitNoFace, "What looked like a face is none on a closer look.");
    found.aligned = align(pyramid, found.mesh);
    return found;
}

Result<SeenFace> see(const ComparerParts& parts, std::span<const std::uint8_t> bytes)
{
    TUCAI_TRY(auto found, find(parts, bytes, first_long_side_px));
    auto measures = measure_quality(found.aligned, found.mesh);
    if (found.decoded.scale < 1 && measures.inter_eye_px < least_scaled_inter_eye_px) {
        TUCAI_TRY(found, find(parts, bytes, 0));
        measures = measure_quality(found.aligned, found.mesh);
    }
    measures.inter_eye_px /= found.decoded.scale;
    measures.rival_ratio = found.subject.rival_ratio;
    SeenFace seen;
    TUCAI_TRY(seen.embedding, parts.embedder->embed(found.aligned));
    seen.quality = rate(measures);
    seen.face_count = static_cast<int>(found.faces.size());
    seen.warnings = std::move(found.decoded.warnings);
    return seen;
}

} // namespace

Comparer::Comparer(std::unique_ptr<ComparerParts> parts) : parts_(std::move(parts)) {}
Comparer::Comparer(Comparer&&) noexcept = default;
Comparer& Comparer::operator=(Comparer&&) noexcept = default;
Comparer::~Comparer() = default;

Result<Comparer> Comparer::open(const ComparerOptions& options)
{
    // One thread a picture: a list is worked on by many pictures at once.
    cv::setNumThreads(0);
    const auto& folder = options.models_folder;
    const std::string net = options.net.empty() ? std::string(embedder_names().front()) : options.net;
    TUCAI_CHECK(verify_networks(folder, networks_of(net)));
    TUCAI_TRY(const auto runtime, vision::Runtime::open(folder + "/libonnxruntime.so.1"));
    TUCAI_TRY(auto detector, vision::FaceDetector::load(runtime, folder));
    TUCAI_TRY(auto mesher, vision::FaceMesher::load(runtime, folder));
    TUCAI_TRY(auto embedder, open_embedder(runtime, folder, net, options.passes));
    return Comparer(std::make_unique<ComparerParts>(
        ComparerParts{std::move(detector), std::move(mesher), std::move(embedder), options.heif_program}));
}

Result<SeenFace> Comparer::look(std::span<const std::uint8_t> bytes) const
{
    const vision::DenormalsOff denormals_off;
    try {
        return see(*parts_, bytes);
    } catch (const std::exception& wrong) {
        // The door for what libraries throw: out of memory, or OpenCV's own checks.
        return fail(ErrorCode::Internal, std::string("A library gave up: ") + wrong.what());
    }
}

std::string_view Comparer::net() const
{
    return parts_->embedder->name();
}

} // namespace tucai::guard
