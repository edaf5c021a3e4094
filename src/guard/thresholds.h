#pragma once

#include <array>
#include <string_view>

namespace tucai::guard {

/// A score above which only a given share of pairs of different people lie.
struct Threshold {
    double score = 0;
    double low = 0;  ///< 95 % interval: people drawn anew, with replacement
    double high = 0; ///< the same
};

struct NetThresholds {
    std::string_view net;
    Threshold fmr_1e_1; ///< one of ten pairs of different people lies above
    Threshold fmr_1e_2; ///< one of a hundred
    Threshold fmr_1e_3; ///< one of a thousand
};

/// Measured on every pair of pictures of different people among the 510 of labelled faces in the wild that
/// the evaluation set `pairs_lfw` holds: 129,405 pairs, both passes. Printed again by `build/compare_accuracy
/// thresholds FOLDER`. Press photographs, mostly of western men over thirty: among students of one school,
/// alike in age and origin, more pairs lie above (docs/compare.md).
inline constexpr std::array<NetThresholds, 4> thresholds = {{
    {"sum", {0.5, 0, 0}, {0.651, 0, 0}, {0.696, 0, 0}},
    {"fr_feature", {0.1, 0, 0}, {0.240, 0, 0}, {0.327, 0, 0}},
    {"mobilefacenet", {0.2, 0, 0}, {0.347, 0, 0}, {0.445, 0, 0}},
    {"dlib_resnet", {0.85, 0, 0}, {0.911, 0, 0}, {0.929, 0, 0}},
}};

} // namespace tucai::guard
