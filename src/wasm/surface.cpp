#include "wasm/surface.h"

#include "measure/backdrop_measures.h"
#include "measure/geometry_measures.h"
#include "measure/head_box.h"
#include "measure/light_measures.h"
#include "measure/matte_whole.h"
#include "measure/texture_measures.h"
#include "measure/wall_cast.h"
#include "rules/catalogue.h"
#include "rules/fixes.h"
#include "rules/profile.h"
#include "rules/verdict.h"

#include <cmath>
#include <iterator>
#include <limits>
#include <memory>
#include <utility>

namespace tucai::wasm {

struct JudgedRules {
    std::vector<rules::Finding> findings;
};

struct GivenMeasures {
    rules::Measures measures;
};

namespace {

constexpr Status done = 0;
constexpr Status invalid = 1;
constexpr double absent = std::numeric_limits<double>::quiet_NaN();

rules::Language language_of(LanguageNumber number)
{
    return number == 0 ? rules::Language::Chinese : rules::Language::English;
}

std::optional<double> limit_of(double number)
{
    return std::isnan(number) ? std::nullopt : std::optional(number);
}

double number_of(const std::optional<double>& limit)
{
    return limit.value_or(absent);
}

/// Whether `inner` lies within `outer`, where `outer` limits at all.
bool nests(const rules::Limits& inner, const rules::Limits& outer)
{
    return (!outer.low || (inner.low && *outer.low <= *inner.low)) &&
           (!outer.high || (inner.high && *outer.high >= *inner.high));
}

bool are_limits(const rules::Limits& limits)
{
    return !(limits.low && std::isinf(*limits.low)) && !(limits.high && std::isinf(*limits.high)) &&
           !(limits.low && limits.high && *limits.low > *limits.high);
}

bool is_fix_or_none(const char* key)
{
    return *key == '\0' || rules::is_fix(key);
}

base::View view_of(const float* values, int width, int height)
{
    return {static_cast<const std::uint8_t*>(static_cast<const void*>(values)), width, height,
            static_cast<std::ptrdiff_t>(width) * static_cast<std::ptrdiff_t>(sizeof(float)),
            base::PixelFormat::Float};
}

base::View view_of(const std::uint8_t* rgb, int width, int height)
{
    return {rgb, width, height, static_cast<std::ptrdiff_t>(width) * 3, base::PixelFormat::Rgb8};
}

std::vector<base::Point> points_at(const double* numbers, std::size_t count)
{
    std::vector<base::Point> points(count);
    for (std::size_t i = 0; i < count; ++i)
        points[i] = {numbers[2 * i], numbers[2 * i + 1]};
    return points;
}

void put_all(GivenMeasures& given, const measure::NamedList& list)
{
    for (const auto& named : list)
        given.measures[std::string(named.name)] = {named.value, named.confidence, named.region};
}

} // namespace
} // namespace tucai::wasm

using namespace tucai;
using namespace tucai::wasm;

void* wasm_alloc(std::size_t bytes)
{
    return bytes == 0 ? nullptr : ::operator new(bytes);
}

void wasm_free(void* memory)
{
    ::operator delete(memory);
}

Status wasm_measure_head_box(const double* points, double* box)
{
    const auto point = [points](int i) { return base::Point{points[1 + 2 * i], points[2 + 2 * i]}; };
    const auto measured =
        measure::measure_head_box({points[0], point(0), point(1), point(2), point(3), point(4)});
    if (!measured)
        return invalid;
    for (const double length :
         {measured->hair_top_px, measured->eye_line_px, measured->face_width_px, measured->centre_px,
          measured->inter_eye_px, measured->chin_px, measured->head_height_px})
        *box++ = length;
    return done;
}

Status wasm_measure_matte_whole(const float* alpha, const float* person, std::int32_t width,
                                std::int32_t height, const double* face, std::int32_t face_points,
                                double chin_y_px, std::int32_t source_reaches_lower_edge, double* whole)
{
    measure::MatteScene scene{view_of(alpha, width, height),
                              view_of(person, width, height),
                              {},
                              chin_y_px,
                              source_reaches_lower_edge != 0};
    for (std::int32_t i = 0; i < face_points; ++i)
        scene.face.push_back({face[2 * i], face[2 * i + 1]});
    const auto measured = measure::measure_matte_whole(scene);
    if (!measured)
        return invalid;
    for (const double ratio : {measured->torso_alpha_ratio, measured->lower_edge_alpha_ratio,
                               measured->second_component_ratio, measured->hole_ratio})
        *whole++ = ratio;
    return done;
}

rules::Profile* wasm_profile_new()
{
    return std::make_unique<rules::Profile>().release();
}

void wasm_profile_free(rules::Profile* profile)
{
    const std::unique_ptr<rules::Profile> owned(profile);
}

Status wasm_profile_add_rule(rules::Profile* profile, const char* id, const char* unit)
{
    if (!rules::is_rule(id))
        return invalid;
    for (const auto& rule : profile->rules)
        if (rule.id == id)
            return invalid;
    rules::Rule rule;
    rule.id = id;
    rule.unit = unit;
    profile->rules.push_back(std::move(rule));
    return done;
}

Status wasm_profile_add_part(rules::Profile* profile, const char* measure, const double* limits,
                             const char* fix_low, const char* fix_high, const char* say_zh,
                             const char* say_en)
{
    rules::Part part;
    part.measure = measure;
    part.accept = {limit_of(limits[0]), limit_of(limits[1])};
    part.tolerate = {limit_of(limits[2]), limit_of(limits[3])};
    part.fix_low = fix_low;
    part.fix_high = fix_high;
    part.say = {say_zh, say_en};
    if (profile->rules.empty() || !are_limits(part.accept) || !are_limits(part.tolerate) ||
        !nests(part.accept, part.tolerate) || !is_fix_or_none(fix_low) || !is_fix_or_none(fix_high))
        return invalid;
    profile->rules.back().parts.push_back(std::move(part));
    return done;
}

GivenMeasures* wasm_measures_new()
{
    return std::make_unique<GivenMeasures>().release();
}

void wasm_measures_free(GivenMeasures* measures)
{
    const std::unique_ptr<GivenMeasures> owned(measures);
}

void wasm_measures_put(GivenMeasures* measures, const char* name, double value, double confidence,
                       const double* region)
{
    rules::Measure measure{value, confidence, {}};
    if (region != nullptr)
        measure.region = base::Box{region[0], region[1], region[2], region[3]};
    measures->measures[name] = measure;
}

Status wasm_measure_face(GivenMeasures* given, const std::uint8_t* rgb, std::int32_t width,
                         std::int32_t height, const double* points, double source_scale,
                         double happy_to_neutral)
{
    const auto mesh = points_at(points, measure::Face::all_points);
    const measure::Face face{view_of(rgb, width, height),
                             mesh,
                             {points + 2 * measure::Face::all_points, measure::Face::surface_points},
                             source_scale,
                             limit_of(happy_to_neutral)};
    if (!measure::check_face(face))
        return invalid;
    const auto patch = measure::cut_face(face, measure::light_inter_eye_px);
    put_all(*given, measure::geometry_measures(face));
    put_all(*given, measure::light_measures(face, patch));
    put_all(*given, measure::texture_measures(face, patch));
    return done;
}

Status wasm_measure_backdrop(GivenMeasures* given, const std::uint8_t* rgb, const float* alpha,
                             const float* cover, std::int32_t width, std::int32_t height,
                             const double* points, const std::int32_t* target)
{
    const auto mesh = points_at(points, measure::Face::all_points);
    const measure::Backdrop backdrop{
        view_of(rgb, width, height),       view_of(alpha, width, height),
        view_of(cover, width, height),     mesh,
        {target[0], target[1], target[2]}, {}}; // no mask: the caller has the matte alone
    if (!measure::check_backdrop(backdrop))
        return invalid;
    put_all(*given, measure::backdrop_measures(backdrop));
    put_all(*given, measure::wall_cast(backdrop));
    measure::settle_cast(given->measures);
    return done;
}

std::int32_t wasm_measures_count(const GivenMeasures* given)
{
    return static_cast<std::int32_t>(given->measures.size());
}

const char* wasm_measure_name(const GivenMeasures* given, std::int32_t index)
{
    if (index < 0 || index >= wasm_measures_count(given))
        return "";
    return std::next(given->measures.begin(), index)->first.c_str();
}

Status wasm_measure_numbers(const GivenMeasures* given, std::int32_t index, double* numbers)
{
    if (index < 0 || index >= wasm_measures_count(given))
        return invalid;
    const auto& measure = std::next(given->measures.begin(), index)->second;
    const auto region = measure.region.value_or(base::Box{});
    for (const double number : {measure.value, measure.confidence, region.x, region.y, region.width,
                                region.height, measure.region ? 1.0 : 0.0})
        *numbers++ = number;
    return done;
}

JudgedRules* wasm_judge(const rules::Profile* profile, const GivenMeasures* measures, LanguageNumber language)
{
    auto judged = std::make_unique<JudgedRules>();
    judged->findings = rules::judge(*profile, measures->measures, language_of(language));
    return judged.release();
}

void wasm_findings_free(JudgedRules* findings)
{
    const std::unique_ptr<JudgedRules> owned(findings);
}

std::int32_t wasm_findings_count(const JudgedRules* findings)
{
    return static_cast<std::int32_t>(findings->findings.size());
}

Status wasm_finding_numbers(const JudgedRules* findings, std::int32_t index, double* numbers)
{
    if (index < 0 || index >= wasm_findings_count(findings))
        return invalid;
    const auto& finding = findings->findings[static_cast<std::size_t>(index)];
    const auto region = finding.region.value_or(base::Box{});
    for (const double number :
         {static_cast<double>(finding.verdict), static_cast<double>(finding.notice), number_of(finding.value),
          number_of(finding.accept.low), number_of(finding.accept.high), number_of(finding.tolerate.low),
          number_of(finding.tolerate.high), finding.confidence, region.x, region.y, region.width,
          region.height, finding.region ? 1.0 : 0.0})
        *numbers++ = number;
    return done;
}

const char* wasm_finding_text(const JudgedRules* findings, std::int32_t index, std::int32_t which)
{
    if (index < 0 || index >= wasm_findings_count(findings))
        return "";
    const auto& finding = findings->findings[static_cast<std::size_t>(index)];
    switch (which) {
    case 0:
        return finding.id.c_str();
    case 1:
        return finding.unit.c_str();
    case 2:
        return finding.reason.c_str();
    case 3:
        return finding.fix.c_str();
    default:
        return "";
    }
}

const char* wasm_fix_text(const char* key, LanguageNumber language)
{
    return rules::fix_text(key).in(language_of(language)).c_str();
}
