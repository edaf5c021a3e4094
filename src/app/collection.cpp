#include "app/collection.h"

#include "app/engine_judge.h"
#include "app/locations.h"
#include "collect/batches/batches.h"
#include "collect/capture/blob_sweep.h"
#include "collect/capture/comparing.h"
#include "collect/capture/judging.h"
#include "collect/capture/sessions.h"
#include "collect/capture/shot_storing.h"
#include "collect/capture/shots.h"
#include "guard/comparer.h"
#include "photo/studio.h"

#include <algorithm>
#include <thread>

namespace tucai::app {
namespace {

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t hour_ms = 3'600 * second_ms;
constexpr std::size_t sessions_at_once = 500;

} // namespace

struct Collection::Parts {
    Parts(photo::Studio opened, guard::Comparer compares)
        : studio(std::move(opened)), comparer(std::move(compares)), judge(studio, rules_folder()),
          likeness(comparer)
    {
    }

    photo::Studio studio;
    guard::Comparer comparer;
    EngineJudge judge;
    EngineComparer likeness;
    std::optional<collect::Batches> batches;
    std::unique_ptr<Workers> workers; ///< last: it ends first

    std::vector<Workers::Kind> kinds(const collect::Means& means) const
    {
        std::vector<Workers::Kind> all;
        all.push_back({std::string(collect::judge_job), [this, &means](const store::Job& job) {
                           return collect::run_judge_job(means, judge, job);
                       }});
        all.push_back({std::string(collect::compare_job), [this, &means](const store::Job& job) {
                           return collect::run_compare_job(means, likeness, job);
                       }});
        return all;
    }

    std::vector<Chore> chores(Instance& instance, collect::CodeDesk& desk,
                              const collect::UploadFolder& uploads,
                              std::function<Result<std::size_t>()> forget_answers)
    {
        const auto& means = instance.means();
        batches.emplace(means);
        return {
            {"batches", 15 * second_ms, [this] { return batches->follow_clock(); }},
            {"sessions", 30 * second_ms,
             [&means] { return collect::end_old_sessions(means, sessions_at_once); }},
            {"codes", 60 * second_ms, [&desk] { return desk.expire_due(); }},
            {"answers", hour_ms, std::move(forget_answers)},
            {"uploads", hour_ms, [&means, &uploads] { return collect::sweep_uploads(means, uploads); }},
            {"blobs", 6 * hour_ms,
             [&means, &instance] { return collect::sweep_blobs(means, instance.now_ms() - hour_ms); }},
        };
    }
};

Collection::Collection(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Collection::~Collection() = default;

Result<std::unique_ptr<Collection>> Collection::start(Instance& instance, collect::CodeDesk& desk,
                                                      const collect::UploadFolder& uploads,
                                                      std::function<Result<std::size_t>()> forget_answers,
                                                      const CollectionOptions& options, http::LogSink errors)
{
    const auto models = models_folder(options.models);
    photo::StudioOptions studio_options;
    studio_options.models_folder = models;
    TUCAI_TRY(auto studio, photo::Studio::open(studio_options));
    guard::ComparerOptions comparer_options;
    comparer_options.models_folder = models;
    TUCAI_TRY(auto comparer, guard::Comparer::open(comparer_options));
    auto parts = std::make_unique<Parts>(std::move(studio), std::move(comparer));
    WorkerOptions how;
    how.threads = options.workers > 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
    parts->workers = std::make_unique<Workers>(
        instance, parts->kinds(instance.means()),
        parts->chores(instance, desk, uploads, std::move(forget_answers)), how, std::move(errors));
    return std::unique_ptr<Collection>(
        new Collection(std::move(parts))); // NOLINT: the constructor is private
}

std::size_t Collection::busy() const
{
    return parts_->workers->busy();
}

} // namespace tucai::app
