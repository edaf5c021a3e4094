// What the rules say of labelled pictures and of exact degradations, as JSON lines:
//     tucai_accuracy DATA [--quick] [--every N] [--only NAME,NAME] [--measures]
//     tucai_accuracy DATA --sheet TILES OUT.jpg
//
// --every takes each Nth person. DATA holds rules.csv, portraits/neutral and what rules.csv names. First a
// line for each fault ("fault"), then one for each picture: "real" (named by rules.csv), "clean" (a neutral
// portrait, written as the degraded ones are) and "degraded". --quick takes every second person and the
// mildest bad strength of a fault, and no other picture. --only judges the faults of these names, and the
// clean portraits; --measures adds every number that was measured to a picture's line.
// bench/accuracy/table.py makes tables of it. --sheet draws the pictures that TILES names, for people to look
// at: lines of PICTURE, FAULT, STRENGTH and two captions with tabs between them; where FAULT is empty the
// picture is one of rules.csv.

#include "accuracy/degradations.h"
#include "accuracy/reasons.h"
#include "accuracy/sheet.h"
#include "base/files.h"
#include "base/memory.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/opencv.h"
#include "photo/studio.h"
#include "vision/denormals.h"
#include "vision/face_detector.h"
#include "vision/face_mesh.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <thread>

namespace {

using namespace tucai;
using Bytes = std::vector<std::uint8_t>;
using Json = nlohmann::ordered_json;

[[noreturn]] void give_up(const std::string& why)
{
    std::fprintf(stderr, "tucai_accuracy: %s\n", why.c_str());
    std::exit(1);
}

template <class T> T must(Result<T> result)
{
    if (!result)
        give_up(result.error().message);
    return std::move(*result);
}

struct Wanted {
    std::string data;
    bool quick = false;
    std::size_t every = 1;      ///< each so-manieth person
    std::set<std::string> only; ///< faults; empty: all
    bool measures = false;
    std::string tiles; ///< empty: judge
    std::string sheet;
};

struct Engine {
    rules::Profile profile;
    photo::Studio studio;
    vision::FaceDetector detector;
    vision::FaceMesher mesher;
};

Engine open_engine()
{
    const std::string models = base::program_folder() + "/models";
    auto runtime = must(vision::Runtime::open(models + "/libonnxruntime.so.1"));
    return {must(rules::load_profile(base::program_folder() + "/rules", "xueli-2017")),
            must(photo::Studio::open({models, "", photo::MatteChoice::Wall, {}})),
            must(vision::FaceDetector::load(runtime, models)),
            must(vision::FaceMesher::load(runtime, models))};
}

Json limits_json(const rules::Limits& limits)
{
    return Json::array({limits.low ? Json(*limits.low) : Json(), limits.high ? Json(*limits.high) : Json()});
}

/// What the engine says of a file's bytes, added to a line that says what the file is.
std::string judged(const Engine& engine, const Wanted& wanted, const Bytes& bytes, Json line)
{
    photo::Order order;
    order.profile = &engine.profile;
    const auto report = engine.studio.process(bytes, order).report;
    line["error"] = report.error ? Json(std::string(error_word(report.error->code))) : Json();
    if (report.face)
        line["pose"] = {report.face->pose.yaw_deg, report.face->pose.pitch_deg, report.face->pose.roll_deg};
    line["rules"] = Json::object();
    for (const auto& finding : report.findings) {
        if (finding.verdict == rules::Verdict::NotAssessed)
            continue;
        line["rules"][finding.id] = {std::string(rules::verdict_word(finding.verdict)),
                                     finding.value ? Json(*finding.value) : Json(),
                                     limits_json(finding.accept)};
    }
    if (wanted.measures)
        for (const auto& [name, measure] : report.measures)
            line["measures"][name] = measure.value;
    return line.dump();
}

/// The part of a portrait around its standard photo with the matte there. Beyond the photo the matte goes on
/// as at its edge.
void add_matte(const Engine& engine, const Bytes& bytes, bench::Subject& subject)
{
    photo::Order order;
    order.profile = &engine.profile;
    const auto outcome = engine.studio.process(bytes, order);
    if (!outcome.frame || outcome.alpha.values.empty())
        give_up("no photo can be framed of a clean portrait");
    constexpr double margin_px = 20; // of the photo
    const auto& to_photo = outcome.frame->to_photo;
    const auto corner = to_photo.invert({-margin_px, -margin_px});
    const auto end = to_photo.invert({outcome.alpha.width + margin_px, outcome.alpha.height + margin_px});
    const double left = std::clamp(std::floor(corner.x), 0.0, 1.0 * subject.picture.width);
    const double top = std::clamp(std::floor(corner.y), 0.0, 1.0 * subject.picture.height);
    subject.framed = {left, top, std::min(std::ceil(end.x), 1.0 * subject.picture.width) - left,
                      std::min(std::ceil(end.y), 1.0 * subject.picture.height) - top};
    subject.alpha =
        image::Plane(static_cast<int>(subject.framed.width), static_cast<int>(subject.framed.height));
    const double s = to_photo.scale;
    const cv::Matx23d part_to_photo(s, 0, s * (left + 0.5) + to_photo.tx - 0.5, 0, s,
                                    s * (top + 0.5) + to_photo.ty - 0.5);
    auto target = image::as_mat(subject.alpha);
    cv::warpAffine(image::as_mat(outcome.alpha), target, part_to_photo, target.size(),
                   cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
}

/// The portrait with its mesh and its matte. Gives up without a face: the clean portraits must have one.
bench::Subject read_subject(const Engine& engine, const std::string& file)
{
    bench::Subject subject;
    const auto bytes = must(base::read_file(file, 64U << 20U));
    subject.picture = must(image::decode(bytes, {})).image;
    const image::Pyramid pyramid(subject.picture);
    const auto faces = must(engine.detector.find(pyramid));
    if (faces.empty())
        give_up("no face in " + file);
    const auto mesh = must(engine.mesher.find(pyramid, faces.front()));
    subject.mesh.assign(mesh.points.begin(), mesh.points.end());
    add_matte(engine, bytes, subject);
    return subject;
}

Bytes encoded(const bench::Degraded& degraded)
{
    const auto chroma = degraded.halve_chroma ? image::Subsampling::S420 : image::Subsampling::S444;
    return must(image::encode_jpeg(degraded.picture.view(), {degraded.jpeg_quality, chroma, 72}));
}

/// Of one fault the strengths that are judged; quick: the mildest bad one, of either sign.
std::vector<double> strengths_of(const bench::Degradation& fault, bool quick)
{
    if (!quick)
        return fault.strengths;
    std::vector<double> mildest;
    for (const double s : fault.strengths) {
        const auto milder = [&](double a, double b) {
            return fault.falls ? a > b : std::abs(a) < std::abs(b) - 1e-9;
        };
        if (!fault.is_bad(s) || (!mildest.empty() && milder(mildest.front(), s)))
            continue;
        if (!mildest.empty() && milder(s, mildest.front()))
            mildest.clear();
        mildest.push_back(s);
    }
    return mildest;
}

/// The faults that are judged, in their order.
std::vector<bench::Degradation> faults_of(const Wanted& wanted)
{
    auto faults = bench::all_degradations();
    if (!wanted.only.empty())
        std::erase_if(faults, [&](const auto& fault) { return !wanted.only.contains(fault.name); });
    return faults;
}

/// A number that differs from person to person and stays with each: FNV-1a.
std::uint64_t seed_of(const std::string& name)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

/// One person: clean, and with every fault.
std::string person_lines(const Engine& engine, const Wanted& wanted, const std::string& file)
{
    const auto subject = read_subject(engine, file);
    const std::string person = std::filesystem::path(file).stem().string();
    std::string lines =
        judged(engine, wanted, encoded({subject.picture}), {{"kind", "clean"}, {"person", person}}) + "\n";
    for (const auto& fault : faults_of(wanted))
        for (const double strength : strengths_of(fault, wanted.quick)) {
            const auto bytes = encoded(fault.make(subject, strength, seed_of(person + fault.name)));
            lines += judged(engine, wanted, bytes,
                            {{"kind", "degraded"},
                             {"person", person},
                             {"fault", fault.name},
                             {"strength", strength},
                             {"bad", fault.is_bad(strength)}}) +
                     "\n";
        }
    return lines;
}

/// Where a picture lies that rules.csv names.
std::string path_of(const std::string& data, const std::string& file)
{
    for (const char* folder : {"/", "/portraits/"})
        if (std::filesystem::exists(data + folder + file))
            return data + folder + file;
    give_up("no such picture: " + file);
}

/// Pictures that rules.csv names, each once, in its order; as it names them and where they lie.
std::vector<std::pair<std::string, std::string>> labelled_pictures(const std::string& data)
{
    std::ifstream labels(data + "/rules.csv");
    std::vector<std::pair<std::string, std::string>> pictures;
    std::set<std::string> seen;
    std::string line;
    std::getline(labels, line); // the header
    while (std::getline(labels, line)) {
        const std::string file = line.substr(0, line.find(','));
        if (!seen.insert(file).second)
            continue;
        pictures.emplace_back(file, path_of(data, file));
    }
    return pictures;
}

/// The contact sheet of the pictures that `wanted.tiles` names.
void draw_sheet(const Engine& engine, const Wanted& wanted)
{
    const auto faults = bench::all_degradations();
    std::vector<bench::Tile> tiles;
    std::ifstream list(wanted.tiles);
    std::string line;
    while (std::getline(list, line)) {
        std::vector<std::string> words(1);
        for (const char c : line) {
            if (c == '\t')
                words.emplace_back();
            else
                words.back().push_back(c);
        }
        if (words.size() != 5)
            give_up("a line of the tiles has not five words: " + line);
        const auto fault = std::find_if(faults.begin(), faults.end(),
                                        [&](const bench::Degradation& f) { return f.name == words[1]; });
        bench::Tile tile{{}, words[3], words[4]};
        if (fault == faults.end()) {
            const auto bytes = must(base::read_file(path_of(wanted.data, words[0]), 64U << 20U));
            image::DecodeOptions options;
            options.limits.min_side_px = 1; // shown, not judged
            tile.picture = must(image::decode(bytes, options)).image;
        } else {
            const auto subject = read_subject(engine, path_of(wanted.data, "neutral/" + words[0] + ".jpg"));
            const auto bytes =
                encoded(fault->make(subject, std::stod(words[2]), seed_of(words[0] + fault->name)));
            tile.picture = must(image::decode(bytes, {})).image;
        }
        tiles.push_back(std::move(tile));
    }
    if (tiles.empty())
        return;
    const auto jpeg = must(image::encode_jpeg(bench::contact_sheet(tiles).view(), {85}));
    if (!base::write_file(wanted.sheet, jpeg))
        give_up("cannot write " + wanted.sheet);
}

std::vector<std::string> portraits_of(const Wanted& wanted)
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(wanted.data + "/portraits/neutral"))
        files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    std::vector<std::string> some;
    for (std::size_t i = 0; i < files.size(); i += wanted.every)
        some.push_back(files[i]);
    return some;
}

void print_faults(const Wanted& wanted)
{
    for (const auto& fault : faults_of(wanted)) {
        const Json line = {{"kind", "fault"},
                           {"fault", fault.name},
                           {"words", fault.words},
                           {"strengths", fault.strengths},
                           {"bad_from", fault.bad_from},
                           {"why", std::string(bench::reason_of(fault.name))},
                           {"falls", fault.falls},
                           {"drawn", fault.drawn},
                           {"rules", fault.rules}};
        std::printf("%s\n", line.dump().c_str());
    }
}

/// Everything, two threads at once; lines in the order of the inputs, whichever thread is first.
void judge_all(const Engine& engine, const Wanted& wanted)
{
    const auto people = portraits_of(wanted);
    const auto pictures =
        wanted.quick ? std::vector<std::pair<std::string, std::string>>() : labelled_pictures(wanted.data);
    std::vector<std::string> lines(people.size() + pictures.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        const vision::DenormalsOff denormals_off;
        for (std::size_t i = next++; i < lines.size(); i = next++) {
            if (i < people.size()) {
                lines[i] = person_lines(engine, wanted, people[i]);
            } else {
                const auto& [name, path] = pictures[i - people.size()];
                const auto bytes = must(base::read_file(path, 64U << 20U));
                lines[i] = judged(engine, wanted, bytes, {{"kind", "real"}, {"file", name}}) + "\n";
            }
            std::fprintf(stderr, ".");
        }
    };
    {
        const std::jthread second(work);
        work();
    }
    std::fprintf(stderr, "\n");
    print_faults(wanted);
    for (const auto& line : lines)
        std::fputs(line.c_str(), stdout);
}

/// NAME,NAME as a set. Gives up on a name that no fault has.
std::set<std::string> named_faults(const std::string& words)
{
    const auto all = bench::all_degradations();
    std::set<std::string> names;
    std::istringstream list(words);
    for (std::string name; std::getline(list, name, ',');) {
        if (std::none_of(all.begin(), all.end(), [&](const auto& fault) { return fault.name == name; }))
            give_up("no such fault: " + name);
        names.insert(name);
    }
    return names;
}

Wanted read_words(int argc, char** argv)
{
    Wanted wanted;
    bool is_known = true;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--quick") {
            wanted.quick = true;
            wanted.every = 2;
        } else if (word == "--every" && i + 1 < argc) {
            wanted.every = std::max(1UL, std::stoul(argv[++i]));
        } else if (word == "--only" && i + 1 < argc) {
            wanted.only = named_faults(argv[++i]);
        } else if (word == "--measures") {
            wanted.measures = true;
        } else if (word == "--sheet" && i + 2 < argc) {
            wanted.tiles = argv[++i];
            wanted.sheet = argv[++i];
        } else if (!word.starts_with("--")) {
            wanted.data = word;
        } else {
            is_known = false;
        }
    }
    if (!is_known || !std::filesystem::is_directory(wanted.data))
        give_up("usage: tucai_accuracy DATA [--quick] [--every N] [--only NAME,NAME] [--measures] [--sheet "
                "TILES OUT.jpg]");
    return wanted;
}

} // namespace

int main(int argc, char** argv)
{
    base::keep_freed_memory();
    const auto wanted = read_words(argc, argv);
    const auto engine = open_engine();
    if (wanted.tiles.empty())
        judge_all(engine, wanted);
    else
        draw_sheet(engine, wanted);
    return 0;
}
