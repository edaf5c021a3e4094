#include "accuracy/degradations.h"

#include "accuracy/more_degradations.h"

#include <cmath>

namespace tucai::bench {
namespace {

using Draw = image::Image (*)(const Subject&, double);

Degradation made(std::string name, std::string words, std::vector<double> strengths, double bad_from,
                 std::vector<std::string> rules, Draw draw)
{
    Degradation d;
    d.name = std::move(name);
    d.words = std::move(words);
    d.strengths = std::move(strengths);
    d.bad_from = bad_from;
    d.rules = std::move(rules);
    d.make = [draw](const Subject& s, double strength, std::uint64_t) -> Degraded {
        return {draw(s, strength)};
    };
    return d;
}

Degradation drawn(Degradation d)
{
    d.drawn = true;
    return d;
}

std::vector<Degradation> light_faults()
{
    return {
        made("dark", "everything darker by so many EV", {0.5, 1, 2, 3}, 2, {"light.exposure"},
             [](const Subject& s, double v) { return with_exposure(s, -v); }),
        made("bright", "everything brighter by so many EV, clipped at white", {0.5, 1, 1.4, 2}, 1.4,
             {"light.exposure"}, with_exposure),
        made("side light", "one cheek so many times as bright as the other; the wall too", {1.5, 2, 3}, 2,
             {"light.uniform"}, with_side_light),
        made("face shadow", "half of the face so many EV darker behind a hard edge", {0.5, 1, 1.5}, 1,
             {"light.shadow", "light.uniform"}, with_face_shadow),
        made("hot spot", "a white glare on the forehead, sigma in distances of the pupils", {0.06, 0.1, 0.15},
             0.1, {"light.hotspot"}, with_hot_spot),
        made("warm", "log2 of red to blue raised by so much", {0.15, 0.3, 0.6, 0.75}, 0.6, {"light.colour"},
             with_tint),
        made("blue", "log2 of red to blue lowered by so much", {0.15, 0.3, 0.6, 0.75}, 0.6, {"light.colour"},
             [](const Subject& s, double v) { return with_tint(s, -v); }),
    };
}

Degradation compressed()
{
    Degradation d;
    d.name = "jpeg";
    d.words = "JPEG of that quality (IJG scale), colour halved both ways, handed in as it is";
    d.strengths = {60, 30, 20, 10};
    d.bad_from = 20;
    d.falls = true;
    d.rules = {"frame.compression"};
    d.make = [](const Subject& s, double quality, std::uint64_t) -> Degraded {
        return {s.picture, static_cast<int>(quality), true};
    };
    return d;
}

std::vector<Degradation> camera_faults()
{
    auto motion = made("motion", "a straight blur of that length in distances of the pupils, any direction",
                       {0.03, 0.06, 0.1}, 0.06, {"frame.sharp"}, nullptr);
    motion.make = [](const Subject& s, double v, std::uint64_t seed) -> Degraded {
        return {with_motion(s, v, seed)};
    };
    auto noise = made("noise", "white noise, standard deviation in coded values", {3, 5, 8, 12}, 8,
                      {"frame.noise"}, nullptr);
    noise.make = [](const Subject& s, double v, std::uint64_t seed) -> Degraded {
        return {with_noise(s, v, seed)};
    };
    auto small = made("small", "scaled down until the pupils are so many pixels apart", {110, 90, 70, 50}, 70,
                      {"frame.resolution"}, with_small_face);
    small.falls = true;
    return {
        made("defocus", "Gaussian blur, sigma in distances of the pupils", {0.006, 0.01, 0.014, 0.02}, 0.014,
             {"frame.sharp"}, with_defocus),
        std::move(motion),
        std::move(noise),
        compressed(),
        made("roll", "turned by so many degrees, clockwise positive, border repeated",
             {-11, -8, -6, -4, -2, 2, 4, 6, 8, 11}, 8, {"pose.roll"}, with_roll),
        std::move(small),
        made("mirror", "left and right exchanged: no fault, for pose only", {1},
             std::numeric_limits<double>::infinity(), {},
             [](const Subject& s, double) { return mirrored(s); }),
    };
}

std::vector<Degradation> painted_faults()
{
    return {
        drawn(made("closed eyes", "skin over that share of the lids' opening", {0.5, 0.7, 1}, 0.7,
                   {"eyes.open"}, with_closed_eyes)),
        drawn(made("red eyes", "a red pupil, its radius as a share of the iris", {0.4, 0.6, 0.8}, 0.4,
                   {"eyes.red"}, with_red_eyes)),
        drawn(made("second face", "the face once more beside, so many times as large", {0.3, 0.5}, 0.3,
                   {"frame.one_face"}, with_second_face)),
    };
}

std::vector<Degradation> scene_faults()
{
    auto grey = made("grey wall", "a neutral wall of that CIE lightness", {75, 65, 55, 40, 30}, 55,
                     {"background.white"}, with_grey_wall);
    grey.falls = true;
    return {
        made("cut", "only the part around the photo, as the next ones: no fault", {1},
             std::numeric_limits<double>::infinity(), {},
             [](const Subject& s, double) { return with_cut(s); }),
        std::move(grey),
        made("uneven wall", "the wall so many EV darker at one side", {0.2, 0.5, 1, 1.5}, 1,
             {"background.even"}, with_uneven_wall),
        made("wall folds", "soft folds, so many coded values lighter and darker", {1, 3, 6, 12}, 6,
             {"background.folds"}, with_wall_folds),
        made("wall shadow", "the person's shadow on the wall, so many EV deep", {0.15, 0.3, 0.6, 1}, 0.6,
             {"background.shadow"}, with_wall_shadow),
        made("wall object", "a dark square in the upper corner, its side in distances of the pupils",
             {0.1, 0.25, 0.5}, 0.25, {"background.objects"}, with_wall_object),
        made("blue clothes", "white clothes dyed towards the photo's blue by that share", {0.3, 0.6, 1}, 1,
             {"clothes.contrast", "clothes.colour"}, with_blue_clothes),
        made("striped clothes",
             "stripes that darken white cloth by that share (coded), 0.3 distances of the pupils apart",
             {0.05, 0.15, 0.3, 0.6}, 0.3, {"clothes.pattern"}, with_striped_clothes),
    };
}

} // namespace

bool Degradation::is_bad(double strength) const
{
    constexpr double rounding = 1e-9;
    return falls ? strength <= bad_from + rounding : std::abs(strength) >= bad_from - rounding;
}

std::vector<Degradation> all_degradations()
{
    auto all = light_faults();
    for (auto more : {camera_faults, painted_faults, scene_faults, more_degradations})
        for (auto& d : more())
            all.push_back(std::move(d));
    return all;
}

} // namespace tucai::bench
