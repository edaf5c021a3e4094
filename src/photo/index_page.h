#pragma once

#include "photo/studio.h"
#include "rules/profile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tucai::photo {

/// One picture of an index, without its pixels.
struct IndexEntry {
    std::string page; ///< file name of its page, beside the index
    std::string file; ///< as it was given
    std::string verdict;
    std::string reason; ///< what is wrong first; empty where nothing is
    std::string thing;  ///< the one thing to do
    std::size_t refused = 0;
    std::size_t asked = 0;
    std::vector<std::uint8_t> thumbnail; ///< JPEG; empty where there are no pixels
};

IndexEntry index_entry(const Outcome& outcome, std::string page, rules::Language language);

/// A page that lists pictures, the worst first and else in the order given, with the counts of each verdict;
/// needs no other file but the pages that it links to. `wanted` is how many pictures were asked for: where
/// fewer were done, the page says so. UTF-8.
std::string to_index(const std::vector<IndexEntry>& entries, std::size_t wanted,
                     const rules::Profile& profile, rules::Language language);

} // namespace tucai::photo
