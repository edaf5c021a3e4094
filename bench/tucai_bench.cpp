// Speed, as ratios to a floor that is measured in the same run: bench PORTRAITS OUT.json
//
// The floor is what nothing could avoid: one scaled decode, each network of the network-matte way once, one
// encode. Everything else together should stay within 30 % of it (design, "Time").

#include "app/look_further.h"
#include "base/files.h"
#include "base/memory.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/opencv.h"
#include "photo/studio.h"
#include "vision/denormals.h"
#include "vision/session.h"

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <thread>

extern char** environ; // NOLINT: POSIX

namespace {

using namespace tucai;
using Bytes = std::vector<std::uint8_t>;

double now_ms()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

[[noreturn]] void give_up(const std::string& why)
{
    std::fprintf(stderr, "tucai_bench: %s\n", why.c_str());
    std::exit(1);
}

template <class T> T must(Result<T> result)
{
    if (!result)
        give_up(result.error().message);
    return std::move(*result);
}

/// A phone's picture of a given size: the first portrait, cut to 3:4 and scaled.
Bytes phone_picture(const std::string& folder, int width, int height)
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    if (files.empty())
        give_up("no portraits in " + folder);
    const auto portrait = must(image::decode(must(base::read_file(files.at(1), 64U << 20U)), {}));
    const cv::Mat source = image::as_mat(portrait.image);
    const int wide = source.rows * 3 / 4;
    const cv::Mat part = source(cv::Rect((source.cols - wide) / 2, 0, wide, source.rows));
    image::Image scaled(width, height);
    auto target = image::as_mat(scaled);
    cv::resize(part, target, target.size(), 0, 0, cv::INTER_CUBIC);
    // The detail that scaling up cannot invent, a sensor adds as noise: without it JPEG would decode too
    // fast.
    cv::Mat noise(target.size(), CV_16SC3);
    cv::theRNG().state = 1;
    cv::randn(noise, 0, 3);
    cv::Mat sum;
    cv::add(target, noise, sum, {}, CV_8U);
    sum.copyTo(target);
    return must(image::encode_jpeg(scaled.view(), {88, image::Subsampling::S420, 72}));
}

/// Medians of the benchmarks, by name.
class Medians final : public benchmark::BenchmarkReporter {
public:
    struct Median {
        double ms = 0;
        std::int64_t n = 0;
    };
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override
    {
        for (const auto& run : runs) {
            if (run.aggregate_name == "median")
                medians[run.run_name.function_name].ms = run.GetAdjustedRealTime() / 1e6;
            else if (run.run_type == Run::RT_Iteration)
                medians[run.run_name.function_name].n += run.iterations;
        }
        std::fprintf(stderr, ".");
    }
    std::map<std::string, Median> medians;
};

void add(const std::string& name, const std::function<void()>& work)
{
    benchmark::RegisterBenchmark(name.c_str(),
                                 [work](benchmark::State& state) {
                                     const vision::DenormalsOff denormals_off;
                                     for (auto _ : state) { // NOLINT: the library's own form
                                         const double start = now_ms();
                                         work();
                                         state.SetIterationTime((now_ms() - start) / 1000);
                                     }
                                 })
        ->UseManualTime()
        ->Iterations(4)
        ->Repetitions(5)
        ->ReportAggregatesOnly(false);
}

/// One pass of a network on a real picture: on plain grey some take two thirds of the time. `shown` is
/// stretched to the network's input (rows, columns, channels), its values brought to low..1.
void add_network(const std::string& name, const std::shared_ptr<vision::Session>& net,
                 const std::vector<const char*>& outputs, const cv::Mat& shown, double low)
{
    auto shapes = std::make_shared<std::vector<std::vector<std::int64_t>>>();
    auto values = std::make_shared<std::vector<std::vector<float>>>();
    for (std::size_t i = 0; i < net->input_names().size(); ++i) {
        shapes->push_back(net->input_shape(i));
        std::size_t count = 1;
        for (const auto extent : shapes->back())
            count *= static_cast<std::size_t>(extent);
        values->emplace_back(count, 0.F);
        if (i > 0)
            continue;
        cv::Mat sized;
        cv::resize(shown, sized, {static_cast<int>(shapes->back()[2]), static_cast<int>(shapes->back()[1])},
                   0, 0, cv::INTER_AREA);
        sized.convertTo(cv::Mat(sized.size(), CV_32FC3, values->back().data()), CV_32F, (1 - low) / 255, low);
    }
    add(name, [=] {
        std::vector<vision::TensorView> inputs;
        for (std::size_t i = 0; i < shapes->size(); ++i)
            inputs.push_back({(*values)[i], (*shapes)[i]});
        if (!(outputs.empty() ? net->run(inputs) : net->run(inputs, outputs)))
            give_up("a network does not run");
    });
}

/// Runs the program on one picture and gives wall milliseconds and peak memory of that process.
std::pair<double, double> run_program(const std::string& picture, const std::vector<std::string>& more)
{
    std::vector<std::string> words = {base::program_folder() + "/tucai", "make", "--threads", "1", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"-o", picture + ".out.jpg", picture});
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const double start = now_ms();
    if (::posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ) != 0)
        give_up("cannot start the program");
    posix_spawn_file_actions_destroy(&actions);
    struct rusage usage {};
    int status = 0;
    ::wait4(child, &status, 0, &usage);
    return {now_ms() - start, static_cast<double>(usage.ru_maxrss) / 1024};
}

std::string machine()
{
    std::ifstream info("/proc/cpuinfo");
    std::string line;
    while (std::getline(info, line))
        if (line.starts_with("model name"))
            return line.substr(line.find(':') + 2) + ", " +
                   std::to_string(std::thread::hardware_concurrency()) + " cores";
    return "unknown";
}

/// Photos a second of so many threads of one process: the sum of each thread's own rate, as for processes.
double throughput(const photo::Studio& studio, const photo::Order& order, const Bytes& picture, int threads)
{
    constexpr int photos = 8;
    std::vector<double> rates(static_cast<std::size_t>(threads));
    {
        std::vector<std::jthread> workers;
        for (auto& rate : rates)
            workers.emplace_back([&] {
                const double start = now_ms();
                for (int k = 0; k < photos; ++k)
                    studio.process(picture, order);
                rate = photos * 1000 / (now_ms() - start);
            });
    }
    return std::accumulate(rates.begin(), rates.end(), 0.0);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Photos a second of two processes that each take one thread, by forking this one before any thread runs.
double two_processes(const std::string& models, const photo::Order& order, const Bytes& picture)
{
    std::array<std::array<int, 2>, 2> pipes{};
    for (auto& p : pipes) {
        if (::pipe(p.data()) != 0)
            give_up("no pipe");
        if (::fork() == 0) {
            const auto studio = must(photo::Studio::open({models, "", photo::MatteChoice::Wall, {}}));
            studio.process(picture, order);
            const double rate = throughput(studio, order, picture, 1);
            const auto written = ::write(p[1], &rate, sizeof rate);
            ::_exit(written == sizeof rate ? 0 : 1);
        }
    }
    double sum = 0;
    for (auto& p : pipes) {
        double rate = 0;
        if (::read(p[0], &rate, sizeof rate) != sizeof rate)
            give_up("a process of the throughput's measurement died");
        sum += rate;
        ::close(p[0]);
        ::close(p[1]);
    }
    while (::wait(nullptr) > 0) {
    }
    return sum;
}

/// The stages of the way as reports time them, medians over some photos, as "MAKER.STAGE".
void add_stages(const std::string& maker, const photo::Studio& studio, const photo::Order& order,
                const Bytes& picture, nlohmann::ordered_json& stages)
{
    constexpr int photos = 15;
    std::map<std::string, std::vector<double>> times;
    for (int i = 0; i < photos; ++i) {
        const auto t = studio.process(picture, order).report.timing_ms;
        for (const auto& [name, ms] :
             std::initializer_list<std::pair<const char*, double>>{{"decode", t.decode},
                                                                   {"faces", t.faces},
                                                                   {"mesh", t.mesh},
                                                                   {"matte", t.matte},
                                                                   {"measure", t.measure},
                                                                   {"rules", t.rules},
                                                                   {"photo", t.photo},
                                                                   {"encode", t.encode}})
            times[maker + "." + name].push_back(ms);
    }
    for (const auto& [name, list] : times)
        stages[name] = {{"median_ms", median(list)}, {"n", photos}};
}

/// How a photo was encoded, so that the floor encodes it the same way once.
image::JpegOptions options_of(const photo::Outcome& made)
{
    for (const auto subsampling : {image::Subsampling::S444, image::Subsampling::S420}) {
        const image::JpegOptions options{made.report.photo->quality, subsampling, made.report.photo->dpi};
        if (must(image::encode_jpeg(made.photo_pixels.view(), options)) == made.photo)
            return options;
    }
    give_up("the photo's own options are unknown");
}

} // namespace

int main(int argc, char** argv)
{
    base::keep_freed_memory();
    if (argc != 3)
        give_up("usage: tucai_bench PORTRAITS OUT.json");
    const std::string models = base::program_folder() + "/models";
    const auto profile = must(rules::load_profile(base::program_folder() + "/rules", "xueli-2017"));
    photo::Order order;
    order.profile = &profile;
    order.make_photo = true;
    order.make_despite_refusal = true;
    order.look_further = app::look_for_edit_signs(); // as the program does: the stage measure holds it
    struct Input {
        std::string name;
        int width;
        int height;
        Bytes bytes;
    };
    std::vector<Input> inputs = {{"2mp", 1224, 1632, {}}, {"12mp", 3024, 4032, {}}};
    for (auto& input : inputs)
        input.bytes = phone_picture(argv[1], input.width, input.height);

    // First, while this process is small: a child's peak memory begins with its parent's.
    const std::string picture = std::string(argv[2]) + ".2mp.jpg";
    (void)must(base::write_file(picture, inputs[0].bytes).map([] { return 0; }));
    std::vector<double> cold;
    double peak = 0;
    for (int i = 0; i < 5; ++i) {
        const auto [ms, mb] = run_program(picture, {"--matte", "rvm"});
        peak = std::max(peak, mb);
        cold.push_back(run_program(picture, {}).first);
    }

    std::vector<double> separate;
    std::vector<double> together;
    for (int i = 0; i < 5; ++i) {
        separate.push_back(two_processes(models, order, inputs[0].bytes));
        const auto studio = must(photo::Studio::open({models, "", photo::MatteChoice::Wall, {}}));
        studio.process(inputs[0].bytes, order);
        together.push_back(throughput(studio, order, inputs[0].bytes, 2));
    }

    const auto wall = must(photo::Studio::open({models, "", photo::MatteChoice::Wall, {}}));
    const auto rvm = must(photo::Studio::open({models, "", photo::MatteChoice::Rvm, {}}));
    const auto runtime = must(vision::Runtime::open(models + "/libonnxruntime.so.1"));
    const auto load = [&](const char* file) {
        return std::make_shared<vision::Session>(must(vision::Session::load(runtime, models + "/" + file)));
    };
    add("floor_decode", [&] {
        image::DecodeOptions options;
        options.enough_long_side_px = 1600;
        must(image::decode(inputs[0].bytes, options));
    });
    const auto made = rvm.process(inputs[0].bytes, order);
    if (!made.report.photo)
        give_up("no photo was made of the 2mp input");
    const auto upright = must(image::decode(inputs[0].bytes, {}));
    const cv::Mat whole = image::as_mat(upright.image);
    const auto& box = made.report.face->box;
    const cv::Rect around(cvRound(box.x - box.width / 4), cvRound(box.y - box.height / 4),
                          cvRound(box.width * 1.5), cvRound(box.height * 1.5));
    const cv::Mat face = whole(around & cv::Rect(0, 0, whole.cols, whole.rows));
    add_network("floor_detector", load("face_detection_full_range.onnx"), {}, whole, -1);
    add_network("floor_mesh", load("face_landmark_with_attention.onnx"), {}, face, 0);
    add_network("floor_mask", load("selfie_segmentation.onnx"), {}, whole, 0);
    add_network("floor_matte", load("rvm_640x480.onnx"), {"pha", "fgr"}, whole, 0);
    const auto options = options_of(made);
    add("floor_encode", [&] { must(image::encode_jpeg(made.photo_pixels.view(), options)); });
    for (const auto& input : inputs) {
        add("total_rvm_" + input.name, [&] { rvm.process(input.bytes, order); });
        add("total_wall_" + input.name, [&] { wall.process(input.bytes, order); });
    }
    // Floor and totals in turn: whatever slows the machine for a while slows both.
    std::string interleaved = "--benchmark_enable_random_interleaving=true";
    std::array<char*, 2> flags = {argv[0], interleaved.data()};
    int flag_count = 2;
    benchmark::Initialize(&flag_count, flags.data());
    Medians medians;
    benchmark::RunSpecifiedBenchmarks(&medians);
    std::fprintf(stderr, "\n");

    nlohmann::ordered_json json;
    double floor = 0;
    nlohmann::ordered_json stages;
    for (const auto& [name, median_of] : medians.medians) {
        stages[name] = {{"median_ms", median_of.ms}, {"n", median_of.n}};
        if (name.starts_with("floor_"))
            floor += median_of.ms;
    }
    add_stages("rvm", rvm, order, inputs[0].bytes, stages);
    add_stages("wall", wall, order, inputs[0].bytes, stages);
    const double total = medians.medians["total_rvm_2mp"].ms;
    json["machine"] = machine();
    json["floor_ms"] = floor;
    json["total_ms"] = total;
    json["ratio"] = total / floor;
    json["stages"] = stages;
    json["inputs"] = nlohmann::ordered_json::array();
    for (const auto& input : inputs)
        json["inputs"].push_back({{"name", input.name},
                                  {"width", input.width},
                                  {"height", input.height},
                                  {"bytes", input.bytes.size()},
                                  {"rvm_ms", medians.medians["total_rvm_" + input.name].ms},
                                  {"wall_ms", medians.medians["total_wall_" + input.name].ms}});
    json["throughput"] = {{"1", throughput(wall, order, inputs[0].bytes, 1)},
                          {"2", median(together)},
                          {"two_processes", median(separate)}};
    json["peak_rss_mb"] = peak;
    json["cold_start_ms"] = median(cold); // start, networks, one photo of 2mp by the wall's maker, end
    const auto text = json.dump(2) + "\n";
    (void)must(
        base::write_file(
            argv[2], {static_cast<const std::uint8_t*>(static_cast<const void*>(text.data())), text.size()})
            .map([] { return 0; }));
    std::printf("%s", text.c_str());
    return 0;
}
