#pragma once

// What a browser calls: measures and verdicts by plain numbers and zero-terminated UTF-8. No imports, no
// exceptions, one thread. cmake/build-wasm.sh exports every function declared here; call `_initialize` once
// first. In JavaScript a pointer is an offset into the module's memory, and a view of that memory must be
// made anew after each call, since memory grows. NaN stands for "absent". A call that traps (out of memory, a
// bad pointer) leaves the module unusable: make a new one.

#include <cstddef>
#include <cstdint>

namespace tucai::rules {
struct Profile;
}

namespace tucai::wasm {

struct JudgedRules;
struct GivenMeasures;

/// 0: done. 1: an argument is out of its range; nothing was changed.
using Status = std::int32_t;

/// Languages as numbers: 0 Chinese, 1 English.
using LanguageNumber = std::int32_t;

} // namespace tucai::wasm

extern "C" {

/// Memory for what JavaScript hands in. Gives null only for no bytes.
void* wasm_alloc(std::size_t bytes);
void wasm_free(void* memory);

/// Needs: `points` holds hair top y, then x and y of left eye, right eye, left cheek, right cheek, chin
/// (measure/head_box.h). Gives: `box` with 7 numbers in the order of measure::HeadBox.
tucai::wasm::Status wasm_measure_head_box(const double* points, double* box);

/// Needs: two maps of width x height floats without gaps; `face` with x and y of `face_points` points; as
/// measure::MatteScene. Gives: `whole` with 4 numbers in the order of measure::MatteWhole.
tucai::wasm::Status wasm_measure_matte_whole(const float* alpha, const float* person, std::int32_t width,
                                             std::int32_t height, const double* face,
                                             std::int32_t face_points, double chin_y_px,
                                             std::int32_t source_reaches_lower_edge, double* whole);

/// A profile's rules without the file that they stand in: the browser gets them from the server as JSON.
tucai::rules::Profile* wasm_profile_new();
void wasm_profile_free(tucai::rules::Profile* profile);

/// Adds a rule without parts. Invalid: an id that is no rule's, or that is set already.
tucai::wasm::Status wasm_profile_add_rule(tucai::rules::Profile* profile, const char* id, const char* unit);

/// Adds a part to the rule that was added last. `limits`: accept low, high, tolerate low, high. A fix may be
/// empty. Invalid: no rule yet, limits that are infinite, crossed or not nested, a fix that is none.
tucai::wasm::Status wasm_profile_add_part(tucai::rules::Profile* profile, const char* measure,
                                          const double* limits, const char* fix_low, const char* fix_high,
                                          const char* say_zh, const char* say_en);

tucai::wasm::GivenMeasures* wasm_measures_new();
void wasm_measures_free(tucai::wasm::GivenMeasures* measures);
/// `region`: x, y, width, height in the source, or null.
void wasm_measures_put(tucai::wasm::GivenMeasures* measures, const char* name, double value,
                       double confidence, const double* region);

/// Measures a face and puts every number under its name. `rgb`: width x height x 3 bytes without gaps;
/// `points`: x and y of 478 points, then 468 depths, in pixels; `source_scale` and `happy_to_neutral` as
/// measure::Face has them, NaN where no emotion network looked. Invalid: what check_face refuses.
tucai::wasm::Status wasm_measure_face(tucai::wasm::GivenMeasures* measures, const std::uint8_t* rgb,
                                      std::int32_t width, std::int32_t height, const double* points,
                                      double source_scale, double happy_to_neutral);

/// Measures wall, clothes and shoulders of a photo's frame, likewise. `alpha`, `cover`: width x height
/// floats; `points`: x and y of 478 points; `target`: red, green, blue of the new background. Comes once,
/// after the face: a grey wall settles the face's colour cast.
tucai::wasm::Status wasm_measure_backdrop(tucai::wasm::GivenMeasures* measures, const std::uint8_t* rgb,
                                          const float* alpha, const float* cover, std::int32_t width,
                                          std::int32_t height, const double* points,
                                          const std::int32_t* target);

std::int32_t wasm_measures_count(const tucai::wasm::GivenMeasures* measures);
/// The name of measure `index`, in the order of names; empty where out of range. Lives as long as they do.
const char* wasm_measure_name(const tucai::wasm::GivenMeasures* measures, std::int32_t index);
/// Gives 7 numbers: value, confidence, region x, y, width, height, and 1 where there is a region.
tucai::wasm::Status wasm_measure_numbers(const tucai::wasm::GivenMeasures* measures, std::int32_t index,
                                         double* numbers);

/// One finding for each rule of the catalogue, in its order (rules/verdict.h).
tucai::wasm::JudgedRules* wasm_judge(const tucai::rules::Profile* profile,
                                     const tucai::wasm::GivenMeasures* measures,
                                     tucai::wasm::LanguageNumber language);
void wasm_findings_free(tucai::wasm::JudgedRules* findings);
std::int32_t wasm_findings_count(const tucai::wasm::JudgedRules* findings);

/// Gives 13 numbers: verdict (0 not assessed, 1 pass, 2 ask, 3 refuse), notice, value, accept low and high,
/// tolerate low and high, confidence, region x, y, width, height, and 1 where there is a region.
tucai::wasm::Status wasm_finding_numbers(const tucai::wasm::JudgedRules* findings, std::int32_t index,
                                         double* numbers);

/// `which`: 0 id, 1 unit, 2 reason, 3 fix. Lives as long as the findings; empty where out of range.
const char* wasm_finding_text(const tucai::wasm::JudgedRules* findings, std::int32_t index,
                              std::int32_t which);

/// The words of a fix; empty for an unknown key.
const char* wasm_fix_text(const char* key, tucai::wasm::LanguageNumber language);
}
