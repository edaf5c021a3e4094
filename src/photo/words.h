#pragma once

#include "photo/report.h"
#include "rules/profile.h"
#include "rules/verdict.h"

#include <string>
#include <string_view>

namespace tucai::photo {

/// A report's verdict ("pass", "ask", "refuse", "error") in words.
const rules::Text& verdict_text(std::string_view verdict);

/// The sign that goes with a verdict, so that it is never told by colour alone: a tick, a question mark, a
/// cross.
std::string_view verdict_sign(std::string_view verdict);

/// What went wrong, as a sentence: in English the error's own message; in Chinese the one of its code.
std::string error_sentence(const Error& error, rules::Language language);

/// What was put right while reading, as a sentence; in English the warning's own message.
std::string warning_sentence(const image::Warning& warning, rules::Language language);

/// A number with its unit, such as "320 px" or "1.32 times the limit"; `limits` are those that its rounding
/// must not seem to keep (rules/number_text.h).
std::string amount_text(double value, std::string_view unit, const rules::Limits& limits,
                        rules::Language language);

/// Limits in words, such as "180-300 px" or "at most 4 px"; empty where both are absent.
std::string limits_text(const rules::Limits& limits, std::string_view unit, rules::Language language);

/// The one thing to do, as the head of a page says it: the fix of the finding that is to be mended first; of
/// an error what it says; where nothing fails, what happens next.
std::string one_thing(const Report& report, rules::Language language);

/// How many rules passed, fail and were not assessed: they add up to all findings.
struct Counts {
    std::size_t passed = 0;
    std::size_t asked = 0;
    std::size_t refused = 0;
    std::size_t unassessed = 0;
};
Counts count_findings(const std::vector<rules::Finding>& findings);

/// The counts in one sentence that adds up, such as "9 of 52 rules pass, 2 do not, 41 are for a person."
std::string counts_text(const Counts& counts, rules::Language language);

} // namespace tucai::photo
