#include "tucai/engine.h"

#include "app/look_further.h"
#include "photo/studio.h"

#include <algorithm>
#include <cmath>

namespace tucai {

struct Engine::Parts {
    photo::Studio studio;
    std::string rules_folder;
};

Engine::Engine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

std::optional<Engine> Engine::open(const EngineOptions& options, EngineError& error)
{
    photo::StudioOptions studio_options;
    studio_options.models_folder = options.models_folder;
    studio_options.heif_program = options.heif_program;
    studio_options.matte =
        options.matte == MatteKind::Rvm ? photo::MatteChoice::Rvm : photo::MatteChoice::Wall;
    auto studio = photo::Studio::open(studio_options);
    if (!studio) {
        error = {std::string(error_word(studio.error().code)), studio.error().message};
        return std::nullopt;
    }
    return Engine(std::make_unique<Parts>(Parts{std::move(*studio), options.rules_folder}));
}

PhotoResult Engine::process(std::span<const std::uint8_t> picture, const PhotoRequest& request) const
{
    PhotoResult result;
    photo::Outcome outcome;
    const auto profile = rules::load_profile(parts_->rules_folder, request.profile);
    if (profile) {
        photo::Order order;
        order.profile = &*profile;
        order.language = request.chinese ? rules::Language::Chinese : rules::Language::English;
        order.make_photo = request.make_photo;
        order.background = request.keep_background ? photo::Background::Kept : photo::Background::Profiles;
        order.make_despite_refusal = request.force;
        order.look_further = app::look_for_edit_signs();
        outcome = parts_->studio.process(picture, order);
    } else {
        outcome.report.profile = request.profile;
        outcome.report.error = profile.error();
    }
    result.verdict = outcome.report.verdict();
    result.report = to_json(outcome.report, parts_->studio.identity());
    if (!outcome.photo.empty()) {
        result.width = outcome.alpha.width;
        result.height = outcome.alpha.height;
        result.alpha.resize(outcome.alpha.values.size());
        std::transform(
            outcome.alpha.values.begin(), outcome.alpha.values.end(), result.alpha.begin(),
            [](float a) { return static_cast<std::uint8_t>(std::lround(std::clamp(a, 0.F, 1.F) * 255)); });
        result.jpeg = std::move(outcome.photo);
    }
    return result;
}

} // namespace tucai
