// What the comparison of faces gets right: compare_accuracy DATA OUT.json
//
// DATA holds pairs_lfw, pairs_open and portraits (the test pictures' README). Every pair of pictures counts,
// not only the listed ones. Worn references are made by degrade.h. Each picture is found once and described
// by every net. The thresholds of src/guard/thresholds.h are printed as that table wants them.

#include "base/files.h"
#include "degrade.h"
#include "face_rates.h"
#include "guard/embedding.h"
#include "guard/face_finder.h"
#include "guard/likeness.h"
#include "image/decode.h"
#include "people_sets.h"
#include "vision/denormals.h"

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <thread>

namespace {

using namespace tucai;
using Json = nlohmann::ordered_json;

constexpr std::array<bench::Wear, 5> wears = {{
    {"light", 150, 0.5, 0.6, 0.05, 2, 40},
    {"usual", 120, 0.8, 0.3, 0.10, 3, 30},
    {"heavy", 90, 1.2, 0.1, 0.15, 4, 20},
    {"tiny", 60, 0.8, 0.3, 0.10, 3, 25},
    {"hopeless", 45, 0.8, 0.3, 0.10, 3, 20},
}};
constexpr std::array<double, 3> rates = {1e-1, 1e-2, 1e-3};

template <class T> T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "compare_accuracy: %s\n", result.error().message.c_str());
        std::exit(1);
    }
    return std::move(*result);
}

double now_ms()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

/// A net with the number of its passes.
struct Variant {
    std::string name;
    guard::Passes passes = guard::Passes::Both;
    std::unique_ptr<guard::Embedder> embedder;
    bool is_default_passes() const { return passes == guard::Passes::Both; }
};

/// What was made of one picture; `found` is empty where no face was.
struct Seen {
    std::optional<guard::FoundFace> found;
    std::vector<guard::Embedding> embeddings; ///< one a variant
};

class Laboratory {
public:
    explicit Laboratory(const std::string& models)
    {
        const auto runtime = must(vision::Runtime::open(models + "/libonnxruntime.so.1"));
        finder_.emplace(must(guard::FaceFinder::load(runtime, models, "")));
        for (const auto passes : {guard::Passes::Both, guard::Passes::One})
            for (const auto name : guard::embedder_names())
                variants.push_back(
                    {std::string(name), passes, must(guard::open_embedder(runtime, models, name, passes))});
    }

    /// Looks at all photos on all cores; worn ones where `wear` is given.
    std::vector<Seen> look(const std::vector<bench::Photo>& photos, const bench::Wear* wear) const
    {
        std::vector<Seen> seen(photos.size());
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            const vision::DenormalsOff denormals_off;
            for (std::size_t i = next++; i < photos.size(); i = next++)
                seen[i] = look_at(photos[i], wear);
        };
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
            threads.emplace_back(work);
        threads.clear();
        return seen;
    }

    /// Medians over some photos, one thread, in milliseconds: finding and aligning, then each variant.
    Json time(const std::vector<bench::Photo>& photos) const
    {
        std::map<std::string, std::vector<double>> all;
        for (std::size_t i = 0; i < std::min<std::size_t>(photos.size(), 60); ++i) {
            const auto bytes = must(base::read_file(photos[i].file, 64U << 20U));
            double start = now_ms();
            const auto found = finder_->find(bytes);
            all["find"].push_back(now_ms() - start);
            if (!found)
                continue;
            for (const auto& variant : variants) {
                start = now_ms();
                must(variant.embedder->embed(found->aligned));
                all[variant.name + (variant.is_default_passes() ? "" : "/1")].push_back(now_ms() - start);
            }
        }
        Json medians;
        for (auto& [name, values] : all) {
            std::sort(values.begin(), values.end());
            medians[name] = values[values.size() / 2];
        }
        return medians;
    }

    std::vector<Variant> variants; ///< both passes first

private:
    Seen look_at(const bench::Photo& photo, const bench::Wear* wear) const
    {
        auto bytes = must(base::read_file(photo.file, 64U << 20U));
        Seen seen;
        auto found = finder_->find(bytes);
        if (found && wear != nullptr) {
            image::DecodeOptions options;
            options.limits.min_side_px = 48;
            const auto decoded = must(image::decode(bytes, options));
            found = finder_->find(must(bench::degrade(decoded.image, found->width_px, *wear)));
        }
        if (!found)
            return seen;
        seen.found = std::move(*found);
        for (const auto& variant : variants)
            if (wear == nullptr || variant.is_default_passes())
                seen.embeddings.push_back(must(variant.embedder->embed(seen.found->aligned)));
        return seen;
    }

    std::optional<guard::FaceFinder> finder_;
};

/// Calls `use(i, j)` for every pair of a picture and a reference: unordered where both are the same pictures.
template <class Use> void for_pairs(std::size_t count, bool is_worn, Use use)
{
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = is_worn ? 0 : i + 1; j < count; ++j)
            if (i != j)
                use(i, j);
}

struct Trial {
    const std::vector<bench::Photo>& photos;
    const std::vector<Seen>& pictures;
    const std::vector<Seen>& references; ///< the same pictures, or worn ones
    bool is_worn = false;
};

bench::ScoredPairs score(const Trial& trial, std::size_t variant)
{
    bench::ScoredPairs pairs;
    for_pairs(trial.photos.size(), trial.is_worn, [&](std::size_t i, std::size_t j) {
        const bool is_scored = trial.pictures[i].found && trial.references[j].found;
        const double value = is_scored ? guard::similarity(trial.pictures[i].embeddings[variant],
                                                           trial.references[j].embeddings[variant])
                                       : -2;
        pairs.failures += is_scored ? 0 : 1;
        const bench::ScoredPair pair{value, trial.photos[i].person, trial.photos[j].person};
        (pair.person_a == pair.person_b ? pairs.same : pairs.different).push_back(pair);
    });
    bench::sort_pairs(pairs);
    return pairs;
}

/// How the three answers fall: shares of same and of different pairs.
Json answers(const Trial& trial, const std::string& net, std::size_t variant)
{
    std::array<std::array<double, 4>, 2> counts = {}; // same, uncertain, different, not compared
    for_pairs(trial.photos.size(), trial.is_worn, [&](std::size_t i, std::size_t j) {
        auto& count = counts.at(trial.photos[i].person == trial.photos[j].person ? 0 : 1);
        const auto& a = trial.pictures[i];
        const auto& b = trial.references[j];
        if (!a.found || !b.found) {
            count[3] += 1;
            return;
        }
        const double value = guard::similarity(a.embeddings[variant], b.embeddings[variant]);
        const auto likeness = guard::judge_likeness(value, a.found->quality.value, b.found->quality.value,
                                                    guard::thresholds_of(net));
        count.at(static_cast<std::size_t>(likeness)) += 1;
    });
    Json json;
    for (std::size_t truth = 0; truth < 2; ++truth) {
        double all = 0;
        for (const double n : counts.at(truth))
            all += n;
        json[truth == 0 ? "same" : "different"] = {{"same", counts.at(truth)[0] / all},
                                                   {"uncertain", counts.at(truth)[1] / all},
                                                   {"different", counts.at(truth)[2] / all},
                                                   {"not_compared", counts.at(truth)[3] / all}};
    }
    return json;
}

Json json_of(const bench::Rate& rate)
{
    return {rate.value, rate.low, rate.high};
}

int count_of(const std::vector<bench::Photo>& photos)
{
    int most = -1;
    for (const auto& photo : photos)
        most = std::max(most, photo.person);
    return most + 1;
}

/// Rates of every net on one trial: at thresholds of the trial itself, and at those of thresholds.h.
Json rate_nets(const Laboratory& laboratory, const Trial& trial, const std::string& wear)
{
    Json rows = Json::array();
    for (std::size_t v = 0; v < laboratory.variants.size(); ++v) {
        const auto& variant = laboratory.variants[v];
        if (trial.is_worn && !variant.is_default_passes())
            continue;
        const auto pairs = score(trial, v);
        const auto& fixed = guard::thresholds_of(variant.name);
        Json row = {{"wear", wear},
                    {"net", variant.name},
                    {"passes", variant.is_default_passes() ? 2 : 1},
                    {"same", pairs.same.size()},
                    {"different", pairs.different.size()},
                    {"failures", pairs.failures}};
        for (const double fmr : rates) {
            const auto name = fmr == 1e-1 ? "1e-1" : fmr == 1e-2 ? "1e-2" : "1e-3";
            if (static_cast<double>(pairs.different.size()) * fmr < 3)
                continue;
            row["fnmr"][name] = json_of(bench::false_non_matches(pairs, bench::threshold_at(pairs, fmr)));
            if (!trial.is_worn && variant.is_default_passes())
                row["threshold"][name] =
                    json_of(bench::bootstrapped_threshold(pairs, fmr, count_of(trial.photos)));
        }
        row["fixed"] = {{"fmr_1e-2", json_of(bench::false_matches(pairs, fixed.fmr_1e_2.score))},
                        {"fmr_1e-3", json_of(bench::false_matches(pairs, fixed.fmr_1e_3.score))},
                        {"fnmr_1e-2", json_of(bench::false_non_matches(pairs, fixed.fmr_1e_2.score))},
                        {"fnmr_1e-3", json_of(bench::false_non_matches(pairs, fixed.fmr_1e_3.score))}};
        if (variant.is_default_passes())
            row["answers"] = answers(trial, variant.name, v);
        rows.push_back(row);
    }
    return rows;
}

/// Thresholds of one half of the people, rates of the other; both ways, the default net.
Json leave_half_out(const Trial& trial)
{
    const auto all = score(trial, 0);
    Json halves = Json::array();
    for (const int half : {0, 1}) {
        bench::ScoredPairs known;
        bench::ScoredPairs unknown;
        for (const auto& pair : all.different)
            if (pair.person_a % 2 == pair.person_b % 2)
                (pair.person_a % 2 == half ? known : unknown).different.push_back(pair);
        for (const auto& pair : all.same)
            (pair.person_a % 2 == half ? known : unknown).same.push_back(pair);
        Json row;
        for (const double fmr : {1e-2, 1e-3}) {
            const double threshold = bench::threshold_at(known, fmr);
            row[fmr == 1e-2 ? "1e-2" : "1e-3"] = {
                {"fmr", json_of(bench::false_matches(unknown, threshold))},
                {"fnmr", json_of(bench::false_non_matches(unknown, threshold))}};
        }
        halves.push_back(row);
    }
    return halves;
}

/// The share of pairs within a group that the default net's thresholds let through, by a column of labels.
Json rate_groups(const Trial& trial, const std::vector<std::string>& group_of_photo)
{
    Json rows;
    const auto& fixed = guard::thresholds.front();
    for (const auto& group : std::set<std::string>(group_of_photo.begin(), group_of_photo.end())) {
        bench::ScoredPairs pairs;
        for_pairs(trial.photos.size(), false, [&](std::size_t i, std::size_t j) {
            if (group_of_photo[i] != group || group_of_photo[j] != group || !trial.pictures[i].found ||
                !trial.pictures[j].found)
                return;
            const bench::ScoredPair pair{
                guard::similarity(trial.pictures[i].embeddings[0], trial.pictures[j].embeddings[0]),
                trial.photos[i].person, trial.photos[j].person};
            (pair.person_a == pair.person_b ? pairs.same : pairs.different).push_back(pair);
        });
        if (pairs.same.size() < 3)
            continue;
        double mean = 0;
        for (const auto& pair : pairs.different)
            mean += pair.score / static_cast<double>(pairs.different.size());
        rows[group] = {{"same", pairs.same.size()},
                       {"different", pairs.different.size()},
                       {"mean_different", mean},
                       {"fmr_1e-2", json_of(bench::false_matches(pairs, fixed.fmr_1e_2.score))},
                       {"fmr_1e-3", json_of(bench::false_matches(pairs, fixed.fmr_1e_3.score))},
                       {"fnmr_1e-3", json_of(bench::false_non_matches(pairs, fixed.fmr_1e_3.score))}};
    }
    return rows;
}

void print_thresholds(const Json& rows)
{
    for (const auto& row : rows)
        if (row.at("wear") == "none" && row.contains("threshold")) {
            std::printf("    {\"%s\"", row.at("net").get<std::string>().c_str());
            for (const char* name : {"1e-1", "1e-2", "1e-3"}) {
                const auto& t = row.at("threshold").at(name);
                std::printf(", {%.3f, %.3f, %.3f}", t[0].get<double>(), t[1].get<double>(),
                            t[2].get<double>());
            }
            std::printf("},\n");
        }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("usage: compare_accuracy DATA OUT.json\n", stderr);
        return 2;
    }
    cv::setNumThreads(0);
    const std::string data = argv[1];
    const Laboratory laboratory(base::program_folder() + "/models");
    Json json;

    const auto lfw = must(bench::named_photos(data + "/pairs_lfw/images"));
    if (lfw.size() < 150)
        must(Result<int>(fail(ErrorCode::InvalidInput, "Too few pictures in pairs_lfw for a rate of 1e-3.")));
    const auto seen = laboratory.look(lfw, nullptr);
    const Trial plain{lfw, seen, seen, false};
    json["lfw"] = rate_nets(laboratory, plain, "none");
    json["lfw_people"] = count_of(lfw);
    json["lfw_pictures"] = lfw.size();
    json["half"] = leave_half_out(plain);
    json["ms"] = laboratory.time(lfw);
    for (const auto& wear : wears) {
        const auto worn = laboratory.look(lfw, &wear);
        for (const auto& row : rate_nets(laboratory, {lfw, seen, worn, true}, std::string(wear.name)))
            json["lfw"].push_back(row);
        json["wears"][std::string(wear.name)] = {{"face_width_px", wear.face_width_px},
                                                 {"blur_px", wear.blur_px},
                                                 {"saturation", wear.saturation},
                                                 {"lift", wear.lift},
                                                 {"noise", wear.noise},
                                                 {"jpeg_quality", wear.jpeg_quality}};
    }
    const auto open = must(bench::labelled_photos(data + "/pairs_open"));
    const auto seen_open = laboratory.look(open, nullptr);
    json["open"] = rate_nets(laboratory, {open, seen_open, seen_open, false}, "none");
    json["open_pictures"] = open.size();

    const auto set = must(bench::read_portraits(data + "/portraits"));
    const auto& london = set.photos;
    const auto seen_london = laboratory.look(london, nullptr);
    const Trial portraits{london, seen_london, seen_london, false};
    json["london"] = rate_nets(laboratory, portraits, "none");
    json["groups"] = {{"sex", rate_groups(portraits, set.sexes)},
                      {"ethnicity", rate_groups(portraits, set.ethnicities)}};
    for (const auto& wear : wears) {
        const auto worn = laboratory.look(london, &wear);
        for (const auto& row :
             rate_nets(laboratory, {london, seen_london, worn, true}, std::string(wear.name)))
            json["london"].push_back(row);
    }
    std::ofstream(argv[2]) << json.dump(1) << '\n';
    print_thresholds(json["lfw"]);
    return 0;
}
