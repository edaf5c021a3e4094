// Asks the native build a few hundred questions and writes them, with its answers, as JSON on stdout:
// native_answers RULES_FOLDER. wasm_same_answers.mjs puts the same questions to the WebAssembly build.

#include "measure/backdrop_measures.h"
#include "measure/drawn_face.h"
#include "measure/geometry_measures.h"
#include "measure/head_box.h"
#include "measure/light_measures.h"
#include "measure/matte_whole.h"
#include "measure/texture_measures.h"
#include "measure/wall_cast.h"
#include "rules/fixes.h"
#include "rules/profile.h"
#include "rules/verdict.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <random>

namespace {

using Json = nlohmann::ordered_json;
using namespace tucai;

/// The same numbers on every machine: mt19937 is fixed by the standard, its distributions are not.
class Dice {
public:
    /// 0..1 in steps of 1/1024.
    double share() { return static_cast<double>(engine_() % 1025) / 1024; }
    double between(double low, double high) { return low + (high - low) * share(); }
    int whole(int low, int high)
    {
        return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1));
    }

private:
    std::mt19937 engine_{20171206};
};

/// NaN and infinity have no JSON: as texts.
Json number(double value)
{
    if (std::isnan(value))
        return "nan";
    return std::isinf(value) ? Json(value > 0 ? "inf" : "-inf") : Json(value);
}

Json number(const std::optional<double>& value)
{
    return value ? number(*value) : Json("nan");
}

measure::HeadPoints head(Dice& dice)
{
    const auto point = [&](double x, double y, double by) {
        return base::Point{x + dice.between(-by, by), y + dice.between(-by, by)};
    };
    // Mostly heads; now and then so much shaken that points cross.
    const double by = dice.whole(0, 5) == 0 ? 200 : 30;
    return {dice.between(-50, 150), point(185, 250, by), point(295, 250, by),
            point(130, 300, by),    point(350, 300, by), point(240, 420, by)};
}

Json head_box_case(const measure::HeadPoints& p)
{
    Json points = Json::array({number(p.hair_top_y)});
    for (const auto& point : {p.left_eye, p.right_eye, p.left_cheek, p.right_cheek, p.chin}) {
        points.push_back(number(point.x));
        points.push_back(number(point.y));
    }
    const auto box = measure::measure_head_box(p);
    Json answer = nullptr;
    if (box)
        answer = {box->hair_top_px,  box->eye_line_px, box->face_width_px, box->centre_px,
                  box->inter_eye_px, box->chin_px,     box->head_height_px};
    return {{"points", points}, {"answer", answer}};
}

Json matte_case(Dice& dice)
{
    const int width = dice.whole(12, 60); // some are too small to be measured
    const int height = dice.whole(16, 80);
    // Levels of 1/255, so that both sides make the same floats of them.
    std::vector<int> person(static_cast<std::size_t>(width * height), 0);
    const auto fill = [&](std::vector<int>& map, double x0, double y0, double x1, double y1, int level) {
        for (int y = std::max(0, static_cast<int>(y0)); y < std::min<double>(height, y1); ++y)
            for (int x = std::max(0, static_cast<int>(x0)); x < std::min<double>(width, x1); ++x)
                map[static_cast<std::size_t>(y * width + x)] = level;
    };
    fill(person, 0.3 * width, 0.2 * height, 0.7 * width, 0.7 * height, 255);
    fill(person, dice.between(-0.1, 0.2) * width, 0.6 * height, dice.between(0.8, 1.1) * width, height, 255);
    auto alpha = person;
    for (int i = dice.whole(0, 4); i > 0; --i) {
        const double x = dice.between(0, width);
        const double y = dice.between(0, height);
        fill(alpha, x, y, x + dice.whole(1, 12), y + dice.whole(1, 12), dice.whole(0, 255));
    }
    const bool reaches = dice.whole(0, 3) > 0;
    const double chin = dice.between(0.4, 0.7) * height;
    const std::vector<base::Point> face = {{0.35 * width, 0.25 * height},
                                           {0.65 * width, 0.25 * height},
                                           {0.6 * width, chin},
                                           {0.4 * width, chin}};
    const auto floats = [](const std::vector<int>& levels) {
        std::vector<float> values;
        for (const int level : levels)
            values.push_back(static_cast<float>(level) / 255.0F);
        return values;
    };
    const auto alpha_values = floats(alpha);
    const auto person_values = floats(person);
    const auto view = [&](const std::vector<float>& values) {
        return base::View{static_cast<const std::uint8_t*>(static_cast<const void*>(values.data())), width,
                          height, width * 4, base::PixelFormat::Float};
    };
    const auto whole =
        measure::measure_matte_whole({view(alpha_values), view(person_values), face, chin, reaches});
    Json answer = nullptr;
    if (whole)
        answer = {whole->torso_alpha_ratio, whole->lower_edge_alpha_ratio, whole->second_component_ratio,
                  whole->hole_ratio};
    Json face_numbers = Json::array();
    for (const auto& p : face) {
        face_numbers.push_back(p.x);
        face_numbers.push_back(p.y);
    }
    return {{"width", width},       {"height", height}, {"alpha", alpha},     {"person", person},
            {"face", face_numbers}, {"chin", chin},     {"reaches", reaches}, {"answer", answer}};
}

/// A drawn face with eyes, lips, light from one side and grain, so that every measure finds something.
measure::DrawnFace painted_face(Dice& dice)
{
    const double scale = dice.between(0.5, 0.8);
    auto drawn =
        measure::drawn_face({dice.between(-15, 15), dice.between(-15, 15), dice.between(-10, 10)}, scale,
                            {100, 120}, {dice.whole(90, 220), dice.whole(70, 180), dice.whole(60, 160)});
    auto& pixels = drawn.pixels;
    const auto paint = [&](std::span<const int> numbers, std::array<int, 3> colour) {
        const auto inside =
            measure::filled(measure::points_of(drawn.points, numbers), pixels.width, pixels.height);
        for (std::size_t i = 0; i < inside.values.size(); ++i)
            for (std::size_t c = 0; c < 3 && inside.values[i] > 0; ++c)
                pixels.rgb[3 * i + c] = static_cast<std::uint8_t>(colour.at(c));
    };
    paint(measure::outer_lip_numbers(), {150, 80, 85});
    const int sclera = dice.whole(90, 250);
    paint(measure::left_eye_numbers(), {sclera, sclera, sclera - 5});
    paint(measure::right_eye_numbers(), {sclera, sclera, sclera - 5});
    const int slope = dice.whole(-60, 60);
    const int grain = dice.whole(0, 12);
    for (int y = 0; y < pixels.height; ++y)
        for (int x = 0; x < pixels.width; ++x)
            for (int c = 0; c < 3; ++c) {
                auto& value = pixels.rgb[static_cast<std::size_t>(y * pixels.width + x) * 3 +
                                         static_cast<std::size_t>(c)];
                value = static_cast<std::uint8_t>(std::clamp(
                    value + slope * (x - pixels.width / 2) / pixels.width + dice.whole(-grain, grain), 0,
                    255));
            }
    return drawn;
}

Json numbers_of(const std::vector<base::Point>& points)
{
    Json list = Json::array();
    for (const auto& p : points) {
        list.push_back(p.x);
        list.push_back(p.y);
    }
    return list;
}

/// What was measured, by name: value, confidence, region and whether there is one.
Json answers_of(const std::vector<measure::NamedList>& lists)
{
    std::map<std::string, Json> by_name;
    for (const auto& list : lists)
        for (const auto& named : list) {
            const auto region = named.region.value_or(base::Box{});
            by_name[std::string(named.name)] = {
                number(named.value), named.confidence,    region.x, region.y, region.width,
                region.height,       named.region ? 1 : 0};
        }
    return by_name;
}

Json face_case(Dice& dice)
{
    const auto drawn = painted_face(dice);
    auto face = drawn.face();
    face.happy_to_neutral = dice.between(-8, 8);
    const auto patch = measure::cut_face(face, measure::light_inter_eye_px);
    Json points = numbers_of(drawn.points);
    for (const double depth : drawn.depth)
        points.push_back(depth);
    return {{"width", drawn.pixels.width},
            {"height", drawn.pixels.height},
            {"rgb", drawn.pixels.rgb},
            {"points", points},
            {"happy", *face.happy_to_neutral},
            {"answer", answers_of({measure::geometry_measures(face), measure::light_measures(face, patch),
                                   measure::texture_measures(face, patch)})}};
}

constexpr int frame_width = 120;
constexpr int frame_height = 160;

/// A wall with a slope and now and then a picture on it, a body with now and then stripes.
struct PaintedFrame {
    std::vector<int> rgb;
    std::vector<int> alpha; ///< 0..255
};

PaintedFrame painted_frame(Dice& dice)
{
    PaintedFrame frame;
    const int wall = dice.whole(120, 235);
    const int slope = dice.whole(-40, 40);
    const int stripe = dice.whole(0, 1) * dice.whole(3, 9);
    const bool has_picture = dice.whole(0, 2) == 0;
    const std::array<int, 3> shirt = {dice.whole(0, 255), dice.whole(0, 255), dice.whole(0, 255)};
    for (int y = 0; y < frame_height; ++y)
        for (int x = 0; x < frame_width; ++x) {
            const bool is_head = std::hypot((x - 60) / 27.0, (y - 68) / 40.0) <= 1;
            const bool is_body = y > 112 && std::abs(x - 60) < 20 + (y - 112) * 1.4;
            const bool is_picture = has_picture && x > 92 && y > 15 && y < 60;
            frame.alpha.push_back(is_head || is_body ? 255 : 0);
            for (std::size_t c = 0; c < 3; ++c) {
                int value = is_picture ? 60 : wall + slope * (x - 60) / 120 + dice.whole(-2, 2);
                if (is_body)
                    value = shirt.at(c) - (stripe > 0 && (y / stripe) % 2 == 0 ? 60 : 0);
                if (is_head)
                    value = std::array{200, 150, 130}.at(c) - (x > 60 ? 40 : 0);
                frame.rgb.push_back(std::clamp(value, 0, 255));
            }
        }
    return frame;
}

Json backdrop_case(Dice& dice)
{
    const auto drawn = measure::drawn_face({}, 0.25, {60, 70});
    const auto frame = painted_frame(dice);
    const std::vector<std::uint8_t> bytes(frame.rgb.begin(), frame.rgb.end());
    std::vector<float> alphas;
    for (const int level : frame.alpha)
        alphas.push_back(static_cast<float>(level) / 255.0F);
    const std::vector<float> cover(alphas.size(), 1.0F);
    const auto floats = [](const std::vector<float>& values) {
        return base::View{static_cast<const std::uint8_t*>(static_cast<const void*>(values.data())),
                          frame_width, frame_height, frame_width * 4, base::PixelFormat::Float};
    };
    const measure::Backdrop backdrop{
        {bytes.data(), frame_width, frame_height, frame_width * 3, base::PixelFormat::Rgb8},
        floats(alphas),
        floats(cover),
        drawn.points,
        {100, 197, 255}};
    return {{"width", frame_width},
            {"height", frame_height},
            {"rgb", frame.rgb},
            {"alpha", frame.alpha},
            {"points", numbers_of(drawn.points)},
            {"target", {100, 197, 255}},
            {"answer", answers_of({measure::backdrop_measures(backdrop), measure::wall_cast(backdrop)})}};
}

Json json_of(const rules::Profile& profile)
{
    Json list = Json::array();
    for (const auto& rule : profile.rules) {
        Json parts = Json::array();
        for (const auto& part : rule.parts)
            parts.push_back({{"measure", part.measure},
                             {"limits",
                              {number(part.accept.low), number(part.accept.high), number(part.tolerate.low),
                               number(part.tolerate.high)}},
                             {"fix_low", part.fix_low},
                             {"fix_high", part.fix_high},
                             {"say_zh", part.say.zh},
                             {"say_en", part.say.en}});
        list.push_back({{"id", rule.id}, {"unit", rule.unit}, {"parts", parts}});
    }
    return list;
}

/// A value for a measure: on a limit, near one, anywhere, or no number.
double value_for(const rules::Part& part, Dice& dice)
{
    const std::optional<double> limits[] = {part.accept.low, part.accept.high, part.tolerate.low,
                                            part.tolerate.high};
    const auto limit =
        limits[dice.whole(0, 3)].value_or(part.accept.low ? *part.accept.low : *part.accept.high);
    switch (dice.whole(0, 19)) {
    case 0:
        return std::numeric_limits<double>::quiet_NaN();
    case 1:
        return -std::numeric_limits<double>::infinity();
    case 2:
        return dice.between(-1000, 1000);
    case 3:
        return limit;
    case 4:
        return 1e300;
    case 5:
        return 0;
    default:
        return limit * dice.between(0.9, 1.1);
    }
}

Json judge_case(const rules::Profile& profile, Dice& dice)
{
    rules::Measures measures;
    Json given = Json::array();
    for (const auto& rule : profile.rules)
        for (const auto& part : rule.parts) {
            if (dice.whole(0, 40) == 0 || measures.contains(part.measure))
                continue;
            rules::Measure measure{value_for(part, dice), dice.share(), {}};
            if (dice.whole(0, 1) == 0)
                measure.region = base::Box{dice.between(0, 99), 1, 2, 3};
            measures[part.measure] = measure;
            const auto region = measure.region ? Json({measure.region->x, 1, 2, 3}) : Json(nullptr);
            given.push_back({part.measure, number(measure.value), measure.confidence, region});
        }
    const int language = dice.whole(0, 1);
    Json answer = Json::array();
    for (const auto& f : rules::judge(profile, measures,
                                      language == 0 ? rules::Language::Chinese : rules::Language::English)) {
        const auto region = f.region.value_or(base::Box{});
        answer.push_back(
            {{"texts", {f.id, f.unit, f.reason, f.fix}},
             {"numbers",
              {static_cast<int>(f.verdict), f.notice, number(f.value), number(f.accept.low),
               number(f.accept.high), number(f.tolerate.low), number(f.tolerate.high), f.confidence, region.x,
               region.y, region.width, region.height, f.region ? 1 : 0}}});
    }
    return {{"profile", profile.id}, {"measures", given}, {"language", language}, {"answer", answer}};
}

} // namespace

int main(int argc, char** argv)
{
    const std::string folder = argc > 1 ? argv[1] : "rules";
    const auto names = rules::list_profiles(folder);
    if (!names) {
        std::fprintf(stderr, "%s\n", names.error().message.c_str());
        return 1;
    }
    Dice dice;
    Json all;
    for (int i = 0; i < 200; ++i)
        all["head_box"].push_back(head_box_case(head(dice)));
    auto broken = head(dice);
    broken.chin.x = std::numeric_limits<double>::quiet_NaN();
    all["head_box"].push_back(head_box_case(broken));
    for (int i = 0; i < 150; ++i)
        all["matte_whole"].push_back(matte_case(dice));
    for (int i = 0; i < 12; ++i) {
        all["faces"].push_back(face_case(dice));
        all["backdrops"].push_back(backdrop_case(dice));
    }
    for (const auto& name : *names) {
        const auto profile = rules::load_profile(folder, name);
        if (!profile) {
            std::fprintf(stderr, "%s\n", profile.error().message.c_str());
            return 1;
        }
        all["profiles"][name] = json_of(*profile);
        for (int i = 0; i < 30; ++i)
            all["judge"].push_back(judge_case(*profile, dice));
    }
    for (const char* key : {"step_back", "change_top", "no_such_fix"})
        all["fixes"].push_back({key, rules::fix_text(key).zh, rules::fix_text(key).en});
    std::printf("%s\n", all.dump().c_str());
    return 0;
}
