#pragma once

#include "base/geometry.h"
#include "rules/profile.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tucai::rules {

/// The worst comes last.
enum class Verdict { NotAssessed, Pass, Ask, Refuse };

/// "not_assessed", "pass", "ask", "refuse".
std::string_view verdict_word(Verdict verdict);

/// One measured number, and where in the upright source it shows.
struct Measure {
    double value = 0;
    double confidence = 1;           ///< 0..1
    std::optional<base::Box> region; ///< source pixels
};

/// By the names that profiles use.
using Measures = std::map<std::string, Measure>;

/// What one rule says of one photo.
struct Finding {
    std::string id;
    int notice = 0; ///< number of the notice's rule, 1..7; 0: framing and file
    Verdict verdict = Verdict::NotAssessed;
    std::optional<double> value; ///< one part: in `unit`; several: the worst, scaled (see `judge`)
    std::string unit;
    Limits accept;
    Limits tolerate;
    double confidence = 0; ///< 0..1
    std::optional<base::Box> region;
    std::string reason; ///< a sentence for each part of that verdict, with the value in it, the worst first;
                        ///< where the rule passes the worst's alone; empty where not assessed
    std::string fix;    ///< key of the one thing to do; empty where it passes or is not assessed
};

/// Applies every rule of the catalogue, in its order; one that the profile does not set, or of which a
/// measure is absent or no finite number, is `NotAssessed`. Pure.
///
/// Of several parts the worst counts: first by verdict, then by how far it is towards its limits. `value` is
/// then that distance, `unit` "limit", `accept` [none, 1]: between two limits |value - middle| / half their
/// distance; under an upper limit value / limit; above a lower one limit / value, and below it
/// 2 - value / limit. `tolerate` is the outer limit of the same side on the same scale. The sentence keeps
/// the measure's own unit, and names the outer limits, or those of `accept` where a person is asked.
std::vector<Finding> judge(const Profile& profile, const Measures& measures, Language language);

/// The worst verdict of the assessed rules; NotAssessed where none is.
Verdict worst(const std::vector<Finding>& findings);

} // namespace tucai::rules
