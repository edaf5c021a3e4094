#include "accuracy/more_degradations.h"

namespace tucai::bench {
namespace {

Degradation fault(std::string name, std::string words, std::vector<double> strengths, double bad_from,
                  std::vector<std::string> rules,
                  std::function<image::Image(const Subject&, double, std::uint64_t)> draw)
{
    Degradation d;
    d.name = std::move(name);
    d.words = std::move(words);
    d.strengths = std::move(strengths);
    d.bad_from = bad_from;
    d.falls = d.strengths.front() > d.strengths.back();
    d.rules = std::move(rules);
    d.make = [draw = std::move(draw)](const Subject& s, double strength, std::uint64_t seed) -> Degraded {
        return {draw(s, strength, seed)};
    };
    return d;
}

/// As a phone hands it in: what noise the compression leaves.
Degradation noise_then_jpeg()
{
    auto d = fault("noise, jpeg 75", "the same noise, then JPEG of quality 75 with colour halved both ways",
                   {5, 8, 12, 16}, 12, {"frame.noise"}, with_noise);
    d.make = [](const Subject& s, double sigma, std::uint64_t seed) -> Degraded {
        return {with_noise(s, sigma, seed), 75, true};
    };
    return d;
}

std::vector<Degradation> light_and_camera()
{
    return {
        fault("top light", "eye sockets and throat so many EV darker, softly", {0.5, 1, 1.5}, 1,
              {"light.shadow"},
              [](const Subject& s, double v, std::uint64_t) { return with_top_light(s, v); }),
        fault("green", "green so many EV stronger against red and blue", {0.1, 0.2, 0.35, 0.5}, 0.35,
              {"light.colour"}, [](const Subject& s, double v, std::uint64_t) { return with_green(s, v); }),
        fault("magenta", "green so many EV weaker against red and blue", {0.1, 0.2, 0.35, 0.5}, 0.35,
              {"light.colour"}, [](const Subject& s, double v, std::uint64_t) { return with_green(s, -v); }),
        noise_then_jpeg(),
        fault("jpeg before", "JPEG of that quality, decoded and written anew at the quality of all others",
              {60, 30, 20, 10}, 20, {"frame.compression"},
              [](const Subject& s, double v, std::uint64_t) {
                  return with_earlier_jpeg(s, static_cast<int>(v));
              }),
        fault("enlarged", "scaled down until the pupils are so many pixels apart, and up again",
              {75, 50, 35, 25}, 35, {"frame.sharp"},
              [](const Subject& s, double v, std::uint64_t) { return with_enlarging(s, v); }),
    };
}

std::vector<Degradation> placing_and_drawn()
{
    std::vector<Degradation> all = {
        fault("cut side", "one side cut so many distances of the pupils beside the middle of the eyes",
              {2.8, 2.2, 1.7, 1.5, 1.3}, 1.5, {"frame.space"}, with_cut_side),
        fault("low shoulder",
              "the body below the chin sheared by so many degrees, to a side by chance; border repeated",
              {2, 4, 6, 9, 12}, 9, {"pose.shoulders"}, with_lowered_shoulder),
        fault("averted eyes", "irises moved as by eyeballs turned sideways by so many degrees",
              {5, 10, 15, 25}, 15, {"eyes.gaze"}, with_averted_eyes),
        fault("tinted lenses", "brownish lenses that let that share of the light pass",
              {0.85, 0.65, 0.43, 0.18}, 0.43, {"glasses.tinted"},
              [](const Subject& s, double v, std::uint64_t) { return with_tinted_lenses(s, v); }),
    };
    all[2].drawn = all[3].drawn = true;
    return all;
}

} // namespace

std::vector<Degradation> more_degradations()
{
    auto all = light_and_camera();
    for (auto& d : placing_and_drawn())
        all.push_back(std::move(d));
    return all;
}

} // namespace tucai::bench
