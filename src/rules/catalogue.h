#pragma once

#include <array>
#include <string_view>

namespace tucai::rules {

/// A rule that the notice or the file's form knows.
struct CatalogueEntry {
    std::string_view id;
    int notice = 0; ///< number of the notice's rule, 1..7; 0: framing and file
};

/// Every rule, in the order of reports. Source: design, "Rule ids".
inline constexpr std::array<CatalogueEntry, 52> catalogue = {{
    {"light.exposure", 1},
    {"light.uniform", 1},
    {"light.shadow", 1},
    {"light.hotspot", 1},
    {"light.colour", 1},
    {"light.scene", 1},
    {"eyes.red", 1},
    {"pose.yaw", 2},
    {"pose.pitch", 2},
    {"pose.roll", 2},
    {"pose.shoulders", 2},
    {"eyes.open", 2},
    {"eyes.gaze", 2},
    {"ears.visible", 2},
    {"ears.alike", 2},
    {"mouth.closed", 2},
    {"expression.neutral", 2},
    {"glasses.tinted", 3},
    {"glasses.glare", 3},
    {"glasses.frame", 3},
    {"glasses.habitual", 3},
    {"lenses.coloured", 3},
    {"ornaments.earring", 4},
    {"ornaments.necklace", 4},
    {"ornaments.other", 4},
    {"hair.brows", 4},
    {"hair.eyes", 4},
    {"hair.ears", 4},
    {"head.covering", 4},
    {"face.covering", 4},
    {"makeup.visible", 4},
    {"clothes.colour", 5},
    {"clothes.contrast", 5},
    {"clothes.pattern", 5},
    {"background.white", 6},
    {"background.even", 6},
    {"background.shadow", 6},
    {"background.folds", 6},
    {"background.objects", 6},
    {"genuine.recapture", 7},
    {"genuine.edited", 7},
    {"genuine.live", 7},
    {"genuine.same_person", 7},
    {"frame.one_face", 0},
    {"frame.resolution", 0},
    {"frame.sharp", 0},
    {"frame.noise", 0},
    {"frame.compression", 0},
    {"frame.space", 0},
    {"frame.head_size", 0},
    {"frame.centred", 0},
    {"matte.whole", 0},
}};

/// Whether a rule of that id exists.
constexpr bool is_rule(std::string_view id)
{
    for (const auto& entry : catalogue)
        if (entry.id == id)
            return true;
    return false;
}

} // namespace tucai::rules
