#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tucai::app {

/// Two pictures to be compared, as indices into PairList::pictures and, for how they are called in this pair,
/// into PairList::names.
struct Pair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t a_name = 0;
    std::uint32_t b_name = 0;
};

/// Pairs of pictures; each picture once, however many pairs name it.
struct PairList {
    std::vector<std::string> pictures; ///< paths to open
    std::vector<std::string> names;    ///< as given; a picture may have several
    std::vector<Pair> pairs;
};

/// One pair. Two paths that differ in dots and slashes only are one picture.
PairList pair_of(const std::string& a, const std::string& b);

/// Reads a table with the columns `a` and `b` in its first line, in any order; others, such as `same`, are
/// passed over. Paths are absolute or start from `folder`. Fails: InvalidInput (not strict CSV, a column
/// missing, a path missing; names the line).
Result<PairList> parse_pairs(std::string_view csv, const std::string& folder);

/// The same from a file; paths start from its folder. Fails: FileNotFound, FileUnreadable, InvalidInput.
Result<PairList> read_pairs(const std::string& path);

} // namespace tucai::app
