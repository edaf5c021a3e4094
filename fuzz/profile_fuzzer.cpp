// A foreign file through the profile reader: it is read whole and right, or refused with a reason.

#include "rules/profile.h"
#include "rules/verdict.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace tucai::rules;

/// What `extends` finds, whatever its name.
constexpr std::string_view base = R"(
id = "base"
title = { zh = "z", en = "e" }
version = 1
source = { document = "d", read_on = 2026-11-22 }
photo = { width_px = 480, height_px = 640, dpi = 300, bytes = [0, 40000], least_quality = 60, background = [1, 2, 3] }
[frame]
hair_top = { band = [50, 110], wanted = 75 }
eye_line = { band = [200, 300], wanted = 250 }
face_width = { band = [180, 300], wanted = 230 }
centre = { band = [216, 264], wanted = 240 }
[[rule]]
id = "frame.head_size"
unit = "px"
part = [{ measure = "face_width_px", accept = [188, 292], tolerate = [180, 300], fix_low = "step_closer",
          fix_high = "step_back", say = { zh = "{value}", en = "{value}" } }]
)";

/// Judges with every measure that the profile names.
void judge_all(const Profile& profile, double value)
{
    Measures measures;
    for (const auto& rule : profile.rules)
        for (const auto& part : rule.parts)
            measures[part.measure] = {value, 1, {}};
    for (const auto& finding : judge(profile, measures, Language::Chinese))
        if (finding.verdict != Verdict::NotAssessed && !finding.value)
            std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    const auto* text = static_cast<const char*>(static_cast<const void*>(data));
    const auto profile = parse_profile({text, size}, [](const std::string&) { return parse_profile(base); });
    if (!profile && profile.error().message.empty())
        std::abort();
    if (profile)
        for (const double value : {0.0, 1.0, -1e300, 230.0})
            judge_all(*profile, value);
    return 0;
}
