#include "guard/comparer.h"

#include "vision/denormals.h"
#include "vision/manifest.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>

namespace tucai::guard {

struct ComparerParts {
    FaceFinder finder;
    std::unique_ptr<Embedder> embedder;
};

namespace {

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

Result<SeenFace> see(const ComparerParts& parts, std::span<const std::uint8_t> bytes)
{
    TUCAI_TRY(auto found, parts.finder.find(bytes));
    TUCAI_TRY(auto embedding, parts.embedder->embed(found.aligned));
    return SeenFace{std::move(embedding), found.quality, found.face_count, std::move(found.warnings)};
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
    TUCAI_TRY(auto finder, FaceFinder::load(runtime, folder, options.heif_program));
    TUCAI_TRY(auto embedder, open_embedder(runtime, folder, net, options.passes));
    return Comparer(std::make_unique<ComparerParts>(ComparerParts{std::move(finder), std::move(embedder)}));
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
