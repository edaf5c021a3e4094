#pragma once

#include "base/result.h"
#include "guard/comparer.h"
#include "guard/likeness.h"
#include "rules/profile.h"

#include <optional>
#include <string>

namespace tucai::app {

/// Two pictures and what came of comparing them. Where one could not be looked at, there is an error and no
/// score.
struct Comparison {
    std::string a; ///< as named by the caller
    std::string b;
    std::optional<double> score; ///< -1..1
    guard::Likeness likeness = guard::Likeness::Uncertain;
    std::optional<guard::FaceQuality> quality_a;
    std::optional<guard::FaceQuality> quality_b;
    std::optional<Error> error; ///< of the first picture that failed
};

/// Compares what was seen of two pictures, or hands on why it was not.
Comparison compare(const std::string& a, const Result<guard::SeenFace>& seen_a, const std::string& b,
                   const Result<guard::SeenFace>& seen_b, std::string_view net);

/// 0 same, 1 uncertain, 2 different, 3 error.
int exit_code_of(const Comparison& comparison);

/// One line of JSON, in the form that the design fixes.
std::string to_json(const Comparison& comparison);

/// One line for people: what was found and what it means.
std::string plain_text(const Comparison& comparison, rules::Language language);

} // namespace tucai::app
