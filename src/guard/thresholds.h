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
/// the evaluation set `pairs_lfw` holds: 129,405 pairs of 210 people, both passes. `./dev faces` measures
/// them again and prints this table. Press photographs, mostly of western men over thirty: among people who
/// are alike in sex, age and origin, as students of one school are, several times as many pairs lie above
/// (docs/compare.md).
inline constexpr std::array<NetThresholds, 4> thresholds = {{
    {"sum", {0.582, 0.579, 0.585}, {0.651, 0.646, 0.655}, {0.696, 0.691, 0.706}},
    {"fr_feature", {0.127, 0.124, 0.131}, {0.240, 0.233, 0.248}, {0.327, 0.314, 0.350}},
    {"mobilefacenet", {0.199, 0.193, 0.206}, {0.347, 0.339, 0.357}, {0.445, 0.428, 0.464}},
    {"dlib_resnet", {0.882, 0.879, 0.884}, {0.911, 0.909, 0.913}, {0.929, 0.926, 0.932}},
}};

} // namespace tucai::guard
