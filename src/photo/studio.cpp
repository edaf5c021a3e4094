#include "photo/studio.h"

#include "base/sha256.h"
#include "photo/way.h"
#include "vision/denormals.h"
#include "vision/manifest.h"
#include "vision/rvm_matte.h"
#include "vision/wall_matte.h"

#include <opencv2/core.hpp>

#include <chrono>

namespace tucai::photo {
namespace {

double steady_now_ms()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

Result<std::unique_ptr<vision::MatteMaker>> open_matte(const StudioOptions& options,
                                                       const std::shared_ptr<vision::Runtime>& runtime)
{
    if (options.matte == MatteChoice::Rvm) {
        TUCAI_TRY(auto rvm, vision::RvmMatte::load(runtime, options.models_folder));
        return std::unique_ptr<vision::MatteMaker>(std::move(rvm));
    }
    return std::unique_ptr<vision::MatteMaker>(std::make_unique<vision::WallMatte>());
}

/// A network that is not the one the manifest names would judge otherwise without a word: files are compared
/// at each start (70 MB, some 60 ms). What is optional and absent stays so.
Result<> verify_networks(const StudioOptions& options)
{
    const auto& folder = options.models_folder;
    TUCAI_TRY(const auto models, vision::read_manifest(folder));
    for (const auto& model : models) {
        const bool is_unused =
            !model.purpose.empty() || (model.name.starts_with("rvm") && options.matte != MatteChoice::Rvm);
        if (is_unused)
            continue;
        auto good = vision::require_good(folder, model);
        if (!good && !(model.optional && good.error().code == ErrorCode::ModelMissing))
            return good;
    }
    return {};
}

} // namespace

Studio::Studio(std::unique_ptr<StudioParts> parts) : parts_(std::move(parts)) {}
Studio::Studio(Studio&&) noexcept = default;
Studio& Studio::operator=(Studio&&) noexcept = default;
Studio::~Studio() = default;

Result<Studio> Studio::open(const StudioOptions& options)
{
    // One thread a photo: a folder is judged by many photos at once, not by many threads on one.
    cv::setNumThreads(0);
    const auto& folder = options.models_folder;
    TUCAI_CHECK(verify_networks(options));
    TUCAI_TRY(auto runtime, vision::Runtime::open(folder + "/libonnxruntime.so.1"));
    TUCAI_TRY(auto detector, vision::FaceDetector::load(runtime, folder));
    TUCAI_TRY(auto mesher, vision::FaceMesher::load(runtime, folder));
    TUCAI_TRY(auto masker, vision::PersonMasker::load(runtime, folder));
    TUCAI_TRY(auto emotion, vision::EmotionNet::load(runtime, folder));
    TUCAI_TRY(auto matte, open_matte(options, runtime));
    const auto manifest = base::sha256_file(folder + "/manifest.toml");
    if (!manifest)
        return fail(ErrorCode::ModelMissing, "The manifest of the networks, " + folder +
                                                 "/manifest.toml, is missing. Run `./dev setup`.");
    auto parts = std::make_unique<StudioParts>(
        StudioParts{std::move(detector), std::move(mesher), std::move(masker), std::move(emotion),
                    std::move(matte), options.heif_program, options.now_ms ? options.now_ms : steady_now_ms,
                    EngineIdentity{TUCAI_VERSION, *manifest}});
    return Studio(std::move(parts));
}

Outcome Studio::process(std::span<const std::uint8_t> bytes, const Order& order) const
{
    const vision::DenormalsOff denormals_off;
    const double start = parts_->now_ms();
    Outcome outcome;
    outcome.report.profile = order.profile->id;
    try {
        if (auto done = go_the_way(*parts_, bytes, order, outcome); !done)
            outcome.report.error = std::move(done).error();
    } catch (const std::exception& wrong) {
        // The door for what libraries throw: out of memory, or OpenCV's own checks.
        outcome.report.error = Error{ErrorCode::Internal, std::string("A library gave up: ") + wrong.what()};
    }
    if (outcome.report.error) {
        outcome.photo.clear();
        outcome.report.photo.reset();
    }
    outcome.report.timing_ms.total = parts_->now_ms() - start;
    return outcome;
}

const EngineIdentity& Studio::identity() const
{
    return parts_->identity;
}

} // namespace tucai::photo
